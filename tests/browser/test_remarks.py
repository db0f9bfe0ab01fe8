"""What a learner does with single questions in Chromium: by mouse, by keyboard alone and without JavaScript; axe finds nothing."""

import pytest
from accessibility import inspect

pytestmark = pytest.mark.browser

TYPED = "/study/observatory?questions=founding-date"


@pytest.fixture(scope="module")
def site(observatory_site):
    return observatory_site


def start(page):
    page.goto("/")
    page.get_by_role("button", name="Start studying").first.click()
    page.wait_for_url("**/read")
    return page


def miss(page, given="1872"):
    page.goto(TYPED)
    page.locator("[name=answer]").fill(given)
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict=wrong]").wait_for()


def walk(page):
    """Claim, undo, report, withdraw, write a note: with the function that presses buttons in this page."""
    miss(page)
    page.get_by_text("You’ll be asked again").or_(page.get_by_text("comes back later in this round")).wait_for()
    page.get_by_role("button", name="I was right").click()
    page.get_by_text("it counts as right in your schedule").wait_for()
    inspect(page)
    page.get_by_role("button", name="Take that back").click()
    page.get_by_role("button", name="I was right").wait_for()
    page.get_by_text("Something is wrong with this question").click()
    page.get_by_label("What is wrong?").fill("The year is disputed.")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("will see that something is wrong").wait_for()
    page.get_by_text("Write a note").click()
    page.get_by_label("Your note").fill("의회, parliament")
    page.get_by_role("button", name="Save note").click()
    page.get_by_text("의회, parliament").first.wait_for()
    inspect(page)


@pytest.mark.parametrize("scripted", [True, pytest.param(False, marks=pytest.mark.robust)], ids=["mouse", "no-javascript"])
def test_claim_report_and_note(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    if scripted:
        walk(start(page))
    else:  # axe needs scripts; the walk itself does not
        start(page)
        miss(page)
        page.get_by_role("button", name="I was right").click()
        page.get_by_text("it counts as right in your schedule").wait_for()
        page.get_by_text("Something is wrong with this question").click()
        page.get_by_label("What is wrong?").fill("The year is disputed.")
        page.get_by_role("button", name="Send", exact=True).click()
        page.get_by_text("will see that something is wrong").wait_for()


def reach(page, name):
    """Press Tab until something with that name has the focus."""
    page.wait_for_load_state()
    for _ in range(60):
        page.keyboard.press("Tab")
        words = page.evaluate("(document.activeElement.textContent || document.activeElement.labels?.[0]?.textContent || '').trim()")
        if words.startswith(name):
            return
    raise AssertionError(f"no way to {name} by Tab")


def test_by_keyboard_alone(page):
    start(page)
    page.goto(TYPED)
    page.keyboard.type("1872") if page.evaluate("document.activeElement.name") == "answer" else reach(page, "In which")
    if not page.locator("[name=answer]").input_value():
        page.keyboard.type("1872")
    page.keyboard.press("Enter")
    page.locator("[data-verdict=wrong]").wait_for()
    reach(page, "I was right")
    page.keyboard.press("Enter")
    page.get_by_text("it counts as right in your schedule").wait_for()
    reach(page, "Something is wrong")
    page.keyboard.press("Enter")
    reach(page, "What is wrong?")
    page.keyboard.type("Disputed.")
    page.keyboard.press("Enter")
    page.get_by_text("will see that something is wrong").wait_for()

    page.goto("/study/observatory")
    first = page.locator("[data-question]").get_attribute("data-question")
    reach(page, "Not now")
    page.keyboard.press("Enter")
    reach(page, "Not before tomorrow")
    page.keyboard.press("Enter")
    page.get_by_text("Set aside until tomorrow.").wait_for()
    assert page.locator("[data-question]").get_attribute("data-question") != first


@pytest.mark.parametrize("scripted", [True, pytest.param(False, marks=pytest.mark.robust)], ids=["mouse", "no-javascript"])
def test_set_aside_see_it_listed_and_bring_it_back(new_page, scripted):
    page = start(new_page(java_script_enabled=scripted))
    page.goto("/study/observatory")
    first = page.locator("[data-question]").get_attribute("data-question")
    for words, said in (("Later today", "it comes last today"), ("Not until I bring it back", "Suspended")):
        page.get_by_text("Not now").click()
        page.get_by_role("button", name=words).click()
        page.get_by_text(said).wait_for()
        assert page.locator("[data-question]").get_attribute("data-question") != first
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Brought back").wait_for()
        assert page.locator("[data-question]").get_attribute("data-question") == first
    page.get_by_text("Not now").click()
    page.get_by_role("button", name="Not until I bring it back").click()
    page.get_by_role("link", name="Everything you set aside").first.click()
    page.get_by_role("heading", name="You have set aside one question").wait_for()
    if scripted:
        inspect(page)
    page.get_by_role("button", name="Bring back").click()
    page.get_by_role("heading", name="Nothing is set aside").wait_for()


def test_a_missed_recall_comes_back_as_a_choice(page):
    start(page)
    page.goto("/study/observatory")
    first = page.locator("[data-question]").get_attribute("data-question")
    for _ in range(4):
        page.get_by_role("button", name="I don’t know").or_(page.get_by_role("button", name="Show answer")).first.click()
        page.locator("[data-verdict]").or_(page.locator("[name=rating]").first).wait_for()
        if page.locator("[name=rating]").count():
            page.locator("[name=rating][value=again]").click()
            page.locator("[data-verdict]").wait_for()
        page.locator("[data-next]").click()
        page.locator("[data-question]").wait_for()
    page.get_by_text("once more").wait_for()
    again = page.locator("[data-question]")
    assert again.get_attribute("data-question") == first.replace("-numeric", "-multiple-choice")
    assert again.get_attribute("data-type") == "multiple_choice"
