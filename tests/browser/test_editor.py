"""The editor in Chromium: problems and preview while one types, a draft that saves itself, words taken from the reading, nothing lost."""

import os
import re
import subprocess
import sys
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support import BANK, PASSWORD, Clock

pytestmark = pytest.mark.browser

NUMBERS = count(1)
PAGES = [
    "",
    "/settings",
    "/reading",
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


@pytest.fixture(scope="module")
def author(browser, server):
    """The name of a teacher, and the cookies of her browser."""
    command = [sys.executable, "-m", "quizapp.cli", "user", "add", "author", "--role", "teacher"]
    environment = {**os.environ, "QUIZAPP_INSTANCE": str(server.instance)}
    subprocess.run(command, input=f"{PASSWORD}\n", text=True, env=environment, check=True, capture_output=True)
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in"))
    form.locator("[name=username]").fill("author")
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    page.wait_for_url(server.address + "/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def draft(server, author):
    """The address of the editor of a deck of her own, with an error in a quote and one in a number."""
    from sqlalchemy import select

    from quizapp.config import read_settings
    from quizapp.db.base import transaction
    from quizapp.db.models import Account
    from quizapp.services import drafts, maintenance
    from quizapp.services.accounts import Visitor

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
    """Her telephone."""
    return new_page(storage_state=author)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, author, draft, width, scheme):
    page = new_page(storage_state=author, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    for path in PAGES:
        assert page.goto(f"{draft}{path}").status == 200, path
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"


def test_problems_and_preview_follow_the_typing_and_the_draft_saves_itself(hand, draft):
    hand.goto(f"{draft}/questions/length-numeric")
    expect(hand.locator("[data-faults=f-answer] .fault")).to_contain_text("must be a number")
    hand.locator("#f-answer").fill("240")
    expect(hand.locator("[data-faults=f-answer] .fault")).to_have_count(0)
    expect(hand.locator("[data-count]")).to_have_text("No problems")
    expect(hand.locator("[data-previewed] h1")).to_have_text("How long is the pier?")
    hand.locator("#f-prompt").fill("How many metres?")
    expect(hand.locator("[data-previewed] h1")).to_have_text("How many metres?")
    expect(hand.locator("[data-status]")).to_contain_text("Saved in the draft at")
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
    hand.locator("[data-problems]").get_by_role("link", name="The reading does not say").click()
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
    expect(page.locator("[data-status]")).to_contain_text("Saved in the draft at")
    page.reload()
    expect(page.locator("#f-why")).to_have_value("A long thought.")


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


def test_everything_works_without_scripts(new_page, author, draft):
    page = new_page(storage_state=author, java_script_enabled=False)
    page.goto(f"{draft}/facts/dark-years/add/multiple_choice")
    page.locator("#f-prompt").fill("When was it dark?")
    page.locator("#f-answer").fill("1902")
    page.locator("[name=f-distractors-text]").first.fill("1802")
    page.get_by_role("button", name=re.compile("More rows.*Wrong answers")).click()
    page.locator("[name=f-distractors-text]").nth(4).fill("1702")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-try] .option")).to_have_count(3)
    page.get_by_role("button", name="Add the question").click()
    expect(page.locator("h1").first).to_have_text("Question: One of several")
    expect(page.locator("[name=f-distractors-text]").nth(1)).to_have_value("1702")
