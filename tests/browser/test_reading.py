"""The reading in Chromium: a check by mouse, by keyboard and without a script; axe finds nothing."""

import pytest
from accessibility import SCHEMES, WIDTHS, inspect
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

READ = "/decks/harbour/read"


def open_check(page):
    """Let a newcomer open the check after the second section."""
    page.goto(READ)
    page.locator("button[name=check][value=the-lamp]").click()
    page.locator("[data-question='harbour/oil-true-false']").wait_for()
    page.wait_for_load_state()


ON_SCREEN = """selector => {
  const top = document.querySelector(selector)?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < innerHeight;
}"""


def wait_to_see(page, selector):
    """Wait until the upper edge of an element is on the screen."""
    page.wait_for_load_state()  # without scripts a page is checked only once, and it moves until it is loaded
    page.wait_for_function(ON_SCREEN, arg=selector)


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_check_by_mouse_stays_in_its_place(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    open_check(page)
    page.locator("label", has_text="False").click()
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict=right]").wait_for()
    wait_to_see(page, "#check")
    assert "answered=1#check" in page.url
    expect(page.get_by_role("heading", name="The stones")).to_have_count(1)
    page.get_by_role("link", name="Next").click()
    page.locator("[data-question='harbour/evening-ordering']").wait_for()
    wait_to_see(page, "#check")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict=wrong]").wait_for()
    page.get_by_role("link", name="Next").click()
    page.locator("[data-question='harbour/dark-years-cloze']").wait_for()
    page.get_by_role("link", name="Skip and read on").click()
    page.wait_for_url("**/read#the-harbour")
    page.wait_for_load_state()
    assert page.locator("[data-question]").count() == 0


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_going_back_does_not_open_the_book_and_a_look_is_told(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    page.goto(READ)
    page.locator("button[name=check][value=the-lamp]").click()
    page.locator("[data-question='harbour/oil-true-false']").wait_for()
    text = page.get_by_text("The lamp at its end burned oil")
    expect(text).to_have_count(0)
    page.go_back()
    page.get_by_role("link", name="Back to the check").wait_for()
    expect(text).to_have_count(0)
    page.get_by_role("link", name="Back to the check").click()
    page.locator("[data-question='harbour/oil-true-false']").wait_for()
    page.get_by_role("button", name="Open the text").click()
    page.get_by_text("a right answer counts as one with a hint").wait_for()
    expect(text).to_have_count(1)


def test_a_check_by_keyboard_alone(page):
    open_check(page)
    page.locator("#checking").focus()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    verdict = page.locator("[data-verdict=right]")
    verdict.wait_for()
    expect(verdict).to_be_focused()
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    page.locator("[data-question='harbour/evening-ordering']").wait_for()
    page.wait_for_load_state()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "dont_know":
            break
    page.keyboard.press("Enter")
    page.locator("[data-verdict=wrong]").wait_for()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_a_form_that_cannot_be_read_stays_in_its_place(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    open_check(page)
    page.goto(f"{READ}?check=the-stones&questions=length-numeric#check")
    page.locator("[name=answer]").fill("long")
    page.get_by_role("button", name="Check answer").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("[name=answer]").input_value() == "long"
    wait_to_see(page, "#check")
    page.locator("[name=answer]").fill("240 m")
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict=right]").wait_for()
    wait_to_see(page, "#check")


def test_long_feedback_after_a_tall_question_begins_on_the_screen(page):
    open_check(page)
    page.goto(f"{READ}?check=the-harbour&questions=flags-matching#check")
    page.locator("[data-question]").wait_for()
    page.get_by_role("button", name="I don’t know").evaluate("button => button.scrollIntoView({block: 'start'})")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    wait_to_see(page, "#check")


def test_the_reading_is_set_as_one_likes_it_and_a_note_is_kept_without_a_script(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(READ)
    page.get_by_text("Text settings").click()
    page.get_by_label("Text size").select_option("largest")
    page.get_by_label("Line spacing").select_option("wide")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Your text settings are saved.").wait_for()
    assert page.locator("html").get_attribute("data-text") == "largest"
    open_check(page)
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_text("Write a note", exact=True).click()
    page.get_by_label("Your note").fill("Never gas.")
    page.get_by_role("button", name="Save note").click()
    page.get_by_text("Note saved.").wait_for()
    expect(page.locator("#check p", has_text="Never gas.")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_there_is_nothing_for_axe_to_find(new_page, width, scheme):
    page = new_page(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(READ)
    page.get_by_text("Text settings").click()
    inspect(page)
    page.goto(f"{READ}?print=1")
    inspect(page)
    open_check(page)
    inspect(page)
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.get_by_text("Write a note", exact=True).click()
    inspect(page)
    page.get_by_label("Your note").fill("Never gas.")
    page.get_by_role("button", name="Save note").click()
    page.get_by_text("Note saved.").wait_for()
    inspect(page)
    page.get_by_role("link", name="Next").click()
    page.locator("[data-question='harbour/evening-ordering']").wait_for()
    inspect(page)
