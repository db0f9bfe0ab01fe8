"""The editor in Chromium: problems and preview while typing, drafts saved automatically, quotes picked from the reading, nothing lost."""

import os
import re
import subprocess
import sys
from io import BytesIO
from itertools import count

import pytest
from accessibility import NARROW_LIGHT_WIDE_DARK, inspect
from PIL import Image
from playwright.sync_api import expect
from support import BANK, PASSWORD, Clock

pytestmark = pytest.mark.browser

NUMBERS = count(1)
PAGES = [
    "",
    "/settings",
    "/reading",
    "/pictures",
    "/facts",
    "/facts?quote=the",
    "/facts/dark-years",
    "/facts/dark-years/add/cloze",
    "/questions/plans-multiple-choice",
    "/questions/boats-multiple-answer",
    "/questions/oil-true-false",
    "/questions/sand-bank-short-answer",
    "/questions/length-numeric",
    "/questions/pier-built-date",
    "/questions/dark-years-cloze",
    "/questions/flags-matching",
    "/questions/evening-ordering",
    "/questions/moving-sand-flashcard",
    "/yaml/dates.yaml?line=14",
    "/yaml/dates.yaml?fact=length",
]


def sign_in(page):
    """Sign the teacher in."""
    page.context.clear_cookies()
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in"))
    form.locator("[name=username]").fill("author")
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r":\d+/$"))


@pytest.fixture(scope="module")
def author(browser, server):
    """The name of a teacher, and the cookies of her browser."""
    command = [sys.executable, "-m", "quizapp.cli", "user", "add", "author", "--role", "teacher"]
    environment = {**os.environ, "QUIZAPP_INSTANCE": str(server.instance)}
    subprocess.run(command, input=f"{PASSWORD}\n", text=True, env=environment, check=True, capture_output=True)
    context = browser.new_context(base_url=server.address)
    sign_in(context.new_page())
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def draft(server, author):
    """The address of the editor of a deck of hers, with an error in a quote and one in a number."""
    from sqlalchemy import select

    from quizapp.config import read_settings
    from quizapp.db.base import transaction
    from quizapp.db.models import Account
    from quizapp.services.authoring import drafts
    from quizapp.services.people.accounts import Visitor
    from quizapp.services.site import maintenance

    files = {path.name: path.read_text() for path in (BANK / "harbour").iterdir()}
    files["dates.yaml"] = files["dates.yaml"].replace("quote: From 1902 to", "quote: From 1902 till").replace("answer: 240", "answer: long")
    with maintenance.connected(read_settings({"INSTANCE": server.instance, "BANK": BANK}, {})):
        with transaction(write=False) as connection:
            user_id = connection.scalar(select(Account.id).where(Account.username == "author"))
        who = Visitor(id=user_id, username="author", role="teacher")
        deck = drafts.create(who, f"Pier {next(NUMBERS)}", "en", Clock().now, files=files)
    return f"/teach/decks/{deck}/edit"


@pytest.fixture
def hand(new_page, author):
    """Her phone."""
    return new_page(storage_state=author)


@pytest.mark.robust
@pytest.mark.parametrize(("width", "scheme"), NARROW_LIGHT_WIDE_DARK)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, author, draft, width, scheme):
    page = new_page(storage_state=author, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    for path in PAGES:
        assert page.goto(f"{draft}{path}").status == 200, path
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        inspect(page)


def test_problems_and_preview_follow_the_typing_and_the_draft_saves_itself(hand, draft):
    hand.goto(f"{draft}/questions/length-numeric")
    expect(hand.locator("[data-faults=f-answer] .fault")).to_contain_text("must be a number")
    hand.locator("#f-answer").fill("240")
    expect(hand.locator("[data-faults=f-answer] .fault")).to_have_count(0)
    expect(hand.locator("[data-count]")).to_have_text("No problems")
    expect(hand.locator("[data-previewed] h1")).to_have_text("How long is the pier?")
    hand.locator("#f-prompt").fill("How many metres?")
    expect(hand.locator("[data-previewed] h1")).to_have_text("How many metres?")
    expect(hand.locator("[data-status]")).to_contain_text("Draft saved at")
    hand.reload()
    expect(hand.locator("#f-prompt")).to_have_value("How many metres?")
    expect(hand.locator("[data-kept]")).to_be_hidden()


def test_an_answer_on_trial(hand, draft):
    hand.goto(f"{draft}/questions/plans-multiple-choice")
    hand.locator("[data-try]").get_by_text("Odo Farrow").click()
    hand.get_by_role("button", name="Try it").click()
    expect(hand.locator("[data-previewed] [role=status]")).to_contain_text("He kept the lamp.")


def test_a_problem_leads_to_its_field_and_to_its_line(hand, draft):
    hand.goto(f"{draft}/facts/dark-years")
    hand.locator("#problems > summary").click()
    hand.locator("[data-problems]").get_by_role("link", name="No single paragraph of the reading says").click()
    expect(hand.locator("#f-quote")).to_be_focused()
    hand.goto(f"{draft}/yaml/dates.yaml")
    hand.locator("[data-problems]").get_by_role("link", name="Answer must be a number").click()
    area = hand.locator("#f-text")
    assert "answer: long" in area.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")


def test_words_of_the_reading_are_taken(hand, draft):
    hand.goto(f"{draft}/facts/dark-years")
    hand.locator("#f-quote").fill("")
    hand.get_by_text("Take the words from the reading").click()
    hand.evaluate("""() => {
        const nodes = [...document.querySelectorAll('[data-pick] p')].flatMap((p) => [...p.childNodes]);
        const text = nodes.find((node) => node.nodeType === 3 && node.data.includes('1902'));
        getSelection().setBaseAndExtent(text, text.data.indexOf('rom 1902'), text, text.data.indexOf('dark') + 3);
    }""")
    hand.get_by_role("button", name="Use these words").click()
    expect(hand.locator("#f-quote")).to_have_value("From 1902 to 1911 the lamp was dark")


def test_a_dead_connection_loses_nothing(new_page, author, draft):
    page = new_page(storage_state=author, lossy=True)
    page.goto(f"{draft}/facts/dark-years")
    page.context.set_offline(True)
    page.locator("#f-why").fill("A long thought.")
    expect(page.locator("[data-status]")).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(page.locator("[data-status]")).to_contain_text("Draft saved at")
    page.reload()
    expect(page.locator("#f-why")).to_have_value("A long thought.")


def test_what_was_saved_is_not_offered_again_though_it_was_tidied(hand, draft):
    hand.goto(f"{draft}/reading")
    hand.locator("#f-text").fill("The pier stands.  \n\n\nThe lamp burns.\n\n\n")
    hand.get_by_role("button", name="Save").click()
    expect(hand.get_by_text("Draft saved.")).to_be_visible()
    expect(hand.locator("[data-kept]")).to_be_hidden()


def test_what_was_sent_on_a_dead_line_is_offered_again(browser, site, author, draft):
    context = browser.new_context(base_url=site, storage_state=author)
    page = context.new_page()
    page.goto(f"{draft}/facts/dark-years")
    page.locator("#f-why").fill("A long thought.")
    context.set_offline(True)
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("chrome-error://**")
    context.set_offline(False)
    page.goto(f"{draft}/facts/length")
    page.goto(f"{draft}/facts/dark-years")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#f-why")).to_have_value("A long thought.")
    context.close()


def test_what_was_not_saved_is_offered_again(hand, draft):
    hand.goto(f"{draft}/facts")
    hand.locator("#f-statement").fill("A fact that was not added.")
    hand.reload()
    expect(hand.locator("#f-statement")).to_have_value("")
    hand.get_by_role("button", name="Bring it back").click()
    expect(hand.locator("#f-statement")).to_have_value("A fact that was not added.")
    hand.get_by_role("button", name="Add the fact").click()
    expect(hand.locator("h1")).to_have_text("A fact that was not added.")
    hand.goto(f"{draft}/facts")
    expect(hand.locator("[data-kept]")).to_be_hidden()


def test_what_was_saved_is_not_offered_again_though_the_next_page_was_left_at_once(new_page, author, draft):
    page = new_page(storage_state=author, lossy=True)
    page.goto(f"{draft}/facts")
    page.locator("#f-statement").fill("A fact that was added.")
    page.route("**/editor*.js", lambda route: route.abort())
    page.get_by_role("button", name="Add the fact").click()
    expect(page.locator("h1")).to_have_text("A fact that was added.")
    page.unroute_all()
    page.goto(f"{draft}/facts")
    page.wait_for_load_state()
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_everything_works_without_scripts(new_page, author, draft):
    page = new_page(storage_state=author, java_script_enabled=False)
    page.goto(f"{draft}/facts/dark-years/add/multiple_choice")
    page.locator("#f-prompt").fill("When was it dark?")
    page.locator("#f-answer").fill("1902")
    page.locator("[name=f-distractors-text]").first.fill("1802")
    page.get_by_role("button", name=re.compile("Add rows.*Wrong answers")).click()
    page.locator("[name=f-distractors-text]").nth(4).fill("1702")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-try] .option")).to_have_count(3)
    page.get_by_role("button", name="Add the question").click()
    expect(page.locator("h1").first).to_have_text("Question: Multiple choice")
    expect(page.locator("[name=f-distractors-text]").nth(1)).to_have_value("1702")


def photo(size):
    """A picture with so much detail that a large one has more than 500 KB."""
    target = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(target, "JPEG", quality=95)
    return {"name": "IMG 1.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def fold_open(page):
    folded = page.locator("form[data-editor] > details:not([open]) > summary")
    if folded.count():
        folded.click()


def test_a_photo_is_made_smaller_added_and_previewed(hand, draft):
    hand.goto(f"{draft}/questions/length-numeric")
    hand.locator("#f-answer").fill("240")
    fold_open(hand)
    sent = photo((2000, 1500))
    assert len(sent["buffer"]) > 500_000
    hand.locator("#u-image-1").set_input_files(sent)
    expect(hand.locator("#f-image")).to_have_value("img-1.jpg")
    hand.get_by_label("Description of the picture").fill("A long pier.")
    expect(hand.locator("[data-previewed] img")).to_have_attribute("alt", "A long pier.")
    expect(hand.locator("[data-status]")).to_contain_text("Draft saved at")
    hand.goto(f"{draft}/pictures")
    expect(hand.get_by_text("Used in the deck")).to_be_visible()


def test_a_picture_is_added_without_scripts_and_nothing_is_lost(new_page, author, draft):
    page = new_page(storage_state=author, java_script_enabled=False)
    page.goto(f"{draft}/facts/length")
    fold_open(page)
    page.locator("#f-why").fill("A long thought.")
    page.locator("#u-image-1").set_input_files(photo((300, 200)))
    page.get_by_label("Description of the picture").fill("A long pier.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#f-why")).to_have_value("A long thought.")
    expect(page.locator("#f-image")).to_have_value("img-1.jpg")


def test_one_click_cures_a_problem(hand, draft):
    hand.goto(f"{draft}/yaml/dates.yaml")
    text = hand.locator("#f-text").input_value()
    hand.locator("#f-text").fill(text.replace("type: numeric", "type: numerical", 1))
    hand.get_by_role("button", name="Save").click()
    problem = hand.locator("[data-problems] li", has_text="numerical")
    expect(problem).to_have_count(1)
    problem.get_by_role("button", name="Fix it").click()
    expect(hand.get_by_text("Fixed. Please check it.")).to_be_visible()
    expect(problem).to_have_count(0)
    expect(hand.locator("#f-text")).to_have_value(text)


def test_who_is_signed_out_while_typing_loses_nothing(browser, site, author, draft):
    context = browser.new_context(base_url=site, storage_state=author)  # a page of its own, since the console may report what was refused
    page, other = context.new_page(), context.new_page()
    page.goto(f"{draft}/facts/dark-years")
    context.clear_cookies()
    page.locator("#f-why").fill("A long thought.")
    expect(page.locator("[data-status]")).to_contain_text("you are signed out. Your work is kept on this device")
    expect(page.locator("#f-why")).to_have_value("A long thought.")
    sign_in(other)
    expect(page.locator("[data-status]")).to_contain_text("Draft saved at", timeout=30_000)
    other.goto(f"{draft}/facts/dark-years")
    expect(other.locator("#f-why")).to_have_value("A long thought.")
    expect(other.locator("[data-kept]")).to_be_hidden()
    context.close()


def test_a_form_that_was_sent_without_a_sign_in_is_given_back(browser, site, author, draft):
    context = browser.new_context(base_url=site, storage_state=author, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{draft}/facts/dark-years")
    page.locator("#f-why").fill("A long thought.")
    sign_in(context.new_page())
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("h1")).to_have_text("This form was open for too long.")
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("#f-why")).to_have_value("A long thought.")
    context.close()
