"""The memory map and who is who in Chromium: by mouse, by keyboard, without JavaScript; axe finds nothing."""

import pytest
from accessibility import SCHEMES, WIDTHS, inspect
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OIL = "The lamp at its end burned oil"
PATHS = [
    "/decks/harbour/map",
    "/decks/harbour/map?fact=oil,length",
    "/decks/harbour/map?view=table",
    "/decks/harbour/map?day=1999-01-01",
    "/decks/knots/map",
    "/decks/harbour/actors",
    "/decks/harbour/actors?open=1",
    "/decks/knots/actors",
]


@pytest.fixture(scope="module")
def session(browser, site):
    """The cookies of a guest who has answered the question on one fact."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.goto("/study/harbour?facts=oil")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    state = context.storage_state()
    context.close()
    return state


def panel(page):
    return page.get_by_role("complementary", name="Chosen words: 1 fact")


@pytest.mark.parametrize("script", [True, False])
def test_a_mark_opens_its_fact_and_starts_practice_by_mouse(new_page, session, script):
    page = new_page(storage_state=session, java_script_enabled=script)
    page.goto("/decks/harbour/map")
    page.get_by_role("link", name=OIL).click()

    panel(page).get_by_role("heading", name="The lamp always burned oil.").wait_for()
    assert panel(page).bounding_box()["y"] < page.viewport_size["height"]
    expect(page.locator("[aria-current=true]").filter(has_text=OIL)).to_have_count(1)
    panel(page).get_by_role("link", name="Practise this question").click()
    assert page.locator("[data-question]").get_attribute("data-question").startswith("harbour/oil")


def test_a_mark_is_tapped(new_page, session):
    page = new_page(storage_state=session, has_touch=True)
    page.goto("/decks/harbour/map")
    page.get_by_role("link", name="Mara Quill, a ship's carpenter").tap()

    panel(page).get_by_role("heading", name="Not asked yet").wait_for()


def test_the_map_goes_by_keyboard_alone(new_page, session):
    page = new_page(storage_state=session)
    page.goto("/decks/harbour/map")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(OIL):
            break
    page.keyboard.press("Enter")
    panel(page).wait_for()
    page.wait_for_load_state()
    page.keyboard.press("Tab")  # from the panel on, not from the top of the page
    assert panel(page).evaluate("panel => panel.contains(document.activeElement)")

    practise = panel(page).get_by_role("link", name="Practise this question")
    for _ in range(5):
        if practise.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/study/harbour?facts=oil")


def test_a_day_to_come_is_asked_for_in_a_form(new_page, session):
    page = new_page(storage_state=session, java_script_enabled=False)
    page.goto("/decks/harbour/map")
    last = page.get_by_label("Show the map as of").get_attribute("max")
    page.get_by_label("Show the map as of").fill(last)
    page.get_by_role("button", name="Show").click()

    assert "1 of 10 facts will be due by" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="View as a table").click()
    assert page.get_by_label("Show the map as of").input_value() == last
    expect(page.get_by_role("row").filter(has_text="not asked yet")).to_have_count(9)


def test_the_panel_hangs_in_the_margin_where_there_is_room_and_never_over_the_foot_of_the_page(new_page, session):
    page = new_page(storage_state=session)
    page.goto("/decks/harbour/map?fact=boats#panel")
    text = page.locator(".mapped section").last.bounding_box()
    assert panel(page).bounding_box()["x"] == text["x"]

    page.set_viewport_size({"width": 1280, "height": 800})
    text, beside = page.locator(".mapped section").last.bounding_box(), panel(page).bounding_box()
    assert beside["x"] > text["x"] + text["width"]
    assert beside["y"] + beside["height"] < page.locator(".colophon").bounding_box()["y"]


@pytest.mark.parametrize("script", [True, False])
def test_what_is_covered_is_opened_and_covered_again(new_page, session, script):
    page = new_page(storage_state=session, java_script_enabled=script)
    page.goto("/decks/harbour/actors")
    assert not page.get_by_text("drew the plans").count()

    page.get_by_role("link", name="Show 1 hidden sentence (Mara Quill)").click()
    page.get_by_text("drew the plans").wait_for()
    page.get_by_role("link", name="Hide it again").click()
    page.get_by_role("link", name="Show 1 hidden sentence (Mara Quill)").wait_for()
    page.wait_for_load_state()
    assert not page.get_by_text("drew the plans").count()


def test_what_is_covered_is_opened_by_keyboard(new_page, session):
    page = new_page(storage_state=session)
    page.goto("/decks/harbour/actors")
    page.get_by_role("link", name="Show 1 hidden sentence (Mara Quill)").focus()
    page.keyboard.press("Enter")

    page.get_by_text("drew the plans").wait_for()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_for_axe_to_find(new_page, session, scheme, width):
    page = new_page(storage_state=session, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for path in PATHS:
        assert page.goto(path).status == 200
        inspect(page)
