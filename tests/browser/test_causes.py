"""Causes practice in Chromium: by mouse, by keyboard alone, by touch and without JavaScript; axe finds nothing."""

import pytest
from accessibility import SCHEMES, inspect
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CAUSES = "/decks/observatory/causes"
SHIPS, FOUNDED = "eleven ships ran onto the rocks", "Parliament founded the observatory"
RAILWAY, FIRE = "A rack railway was built", "a spark from an engine burned down"


@pytest.fixture(scope="module")
def site(observatory_site):
    return observatory_site


def start(page):
    page.goto("/")
    page.get_by_role("button", name="Start studying").first.click()
    page.wait_for_url("**/read")
    assert page.goto(CAUSES).status == 200
    return page


def card(page, words):
    return page.locator("[data-choose] button", has_text=words)


def live_words(page, words):
    page.locator("#live", has_text=words).wait_for(state="attached")


def place(page, words):
    """Return the number that a card is shown with."""
    return page.locator("[data-choose]", has_text=words).locator("b").inner_text()


def title_of(page):
    page.wait_for_url("**/causes/*")
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("touch", [False, pytest.param(True, marks=pytest.mark.robust)], ids=["mouse", "touch"])
def test_draw_links_between_cards(new_page, touch):
    page = start(new_page(has_touch=touch))
    press = "tap" if touch else "click"
    one, two = place(page, SHIPS), place(page, FOUNDED)

    getattr(card(page, SHIPS), press)()
    assert card(page, SHIPS).get_attribute("aria-pressed") == "true"
    assert card(page, SHIPS).locator("kbd").inner_text() == "cause"
    live_words(page, f"{one} chosen as cause; choose its effect")
    getattr(card(page, FOUNDED), press)()
    live_words(page, f"{one} leads to {two}: added")
    assert card(page, SHIPS).get_attribute("aria-pressed") == "false"
    assert card(page, SHIPS).locator("kbd").inner_text().split() == ["→", two]
    for words in (FIRE, RAILWAY):
        getattr(card(page, words), press)()
    pairs = page.locator("[data-pairs] li")
    assert pairs.count() == 2
    getattr(pairs.nth(1).get_by_role("button"), press)()
    live_words(page, "removed")
    assert pairs.count() == 1
    for words in (SHIPS, FOUNDED):
        getattr(card(page, words), press)()
    live_words(page, "you drew that already")
    getattr(card(page, RAILWAY), press)()
    getattr(card(page, RAILWAY), press)()
    live_words(page, "no longer chosen")
    inspect(page)
    getattr(page.get_by_role("button", name="Check my links"), press)()

    assert title_of(page) == "One of eleven links found"
    expect(page.locator("svg.tall").first).to_be_visible()
    expect(page.locator("svg.broad").first).to_be_hidden()
    inspect(page)


def test_draw_links_by_keyboard_alone(page):
    start(page)

    def reach(locator):
        for _ in range(60):
            if locator.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        pytest.fail("no way there by the Tab key")

    reach(card(page, RAILWAY))
    page.keyboard.press("Enter")
    live_words(page, "choose its effect")
    page.keyboard.press("Escape")
    live_words(page, "no longer chosen")
    for words in (SHIPS, FOUNDED):
        page.locator("#main").focus()
        reach(card(page, words))
        page.keyboard.press("Space")
    for words in (FIRE, RAILWAY):
        page.locator("#main").focus()
        reach(card(page, words))
        page.keyboard.press("Enter")
    reach(page.locator("[data-pairs] button").nth(1))
    page.keyboard.press("Enter")
    assert page.locator("[data-pairs] button").first.evaluate("button => button === document.activeElement")
    reach(page.get_by_role("button", name="Check my links"))
    page.keyboard.press("Enter")

    assert title_of(page) == "One of eleven links found"


def test_draw_links_without_javascript(new_page):
    page = start(new_page(java_script_enabled=False))
    rows = page.locator("[data-row]")
    first = rows.count()

    def choose(row, half, words):
        select = page.locator(f"#{half}-{row}")
        select.select_option(select.locator("option", has_text=words).get_attribute("value"))

    choose(1, "cause", "eleven ships ran")
    page.get_by_role("button", name="Add a row").click()
    expect(rows).to_have_count(first + 1)
    page.get_by_role("button", name="Check my links").click()
    page.get_by_text("The effect is missing").wait_for()
    assert "ships ran" in page.locator("#cause-1 option:checked").inner_text()
    page.reload()  # does not send anything again
    choose(1, "effect", FOUNDED)
    choose(first, "cause", "In 1913 a spark")
    choose(first, "effect", RAILWAY)
    page.get_by_role("button", name="Check my links").click()

    assert title_of(page) == "One of eleven links found, one wrong"
    expect(page.get_by_text("The other way round")).to_be_visible()
    page.get_by_role("link", name="Try again").click()
    page.get_by_role("link", name="One of eleven links found, one wrong").wait_for()


def test_the_lists_and_the_cards_say_the_same(page):
    start(page)
    page.get_by_text("Choose links from lists").click()
    page.locator("#cause-1").select_option(index=1)
    page.locator("#effect-1").select_option(index=2)
    assert page.locator("[data-pairs] li").count() == 1
    page.get_by_role("button", name="Add a row").click()
    added = page.locator("[data-row]").last
    assert added.locator("select").first.evaluate("select => select === document.activeElement")
    assert added.locator("label").first.inner_text() == f"Cause {page.locator('[data-row]').count()}"
    inspect(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_wide_page_lays_the_picture_across(new_page, scheme):
    page = start(new_page(color_scheme=scheme))
    page.set_viewport_size({"width": 1280, "height": 800})
    card(page, SHIPS).click()
    inspect(page)
    page.get_by_role("button", name="Check my links").click()
    page.get_by_text("You haven’t drawn a link yet.").wait_for()
    inspect(page)
    page.get_by_role("button", name="I don’t know").click()

    assert title_of(page) == "No links drawn"
    expect(page.locator("svg.broad").first).to_be_visible()
    expect(page.locator("svg.tall").first).to_be_hidden()
    inspect(page)
