"""The cards of a deck in Chromium: swiped by touch, carried by mouse, by keyboard and without scripts, to the last one."""

import pytest

pytestmark = pytest.mark.browser

CARDS = "/decks/harbour/cards?which=dates"


def start(page, address=CARDS):
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.get_by_role("heading", level=1).wait_for()
    page.goto(address)
    page.locator("[data-card]").wait_for()


def piles(page):
    return [int(words.split()[0]) for words in page.locator(".piles p").all_inner_texts()]


def wait_for(page, again, kept):
    page.wait_for_function(
        "piles => [...document.querySelectorAll('.piles strong')].map(part => part.textContent).join() === piles", arg=f"{again},{kept}"
    )


def carry(page, across):
    box = page.locator("[data-card]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 30
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + 5, steps=5)
    page.mouse.up()


def swipe(page, across):
    """Swipe over the card with a finger."""
    box = page.locator("[data-card]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 30
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + at, "y": y} for at in points]})

    send("touchStart", 0)
    for step in range(1, 6):
        send("touchMove", across * step / 5)
    send("touchEnd")


@pytest.mark.parametrize(("touch", "move"), [(False, carry), (True, swipe)], ids=["mouse", "touch"])
def test_a_card_follows_the_pointer_onto_a_pile(new_page, touch, move):
    page = new_page(has_touch=touch, is_mobile=touch)
    start(page)
    opened = page.evaluate("performance.timeOrigin")
    first = page.locator("#asked").inner_text()

    move(page, 30)  # not far enough
    assert page.locator("#asked").inner_text() == first
    move(page, 140)
    wait_for(page, 0, 1)
    move(page, -140)
    wait_for(page, 1, 1)
    assert page.evaluate("performance.timeOrigin") == opened
    page.get_by_role("link", name="Back to the last card").click()
    wait_for(page, 0, 1)
    page.go_back()
    wait_for(page, 1, 1)


def test_a_card_is_turned_and_sorted_by_keyboard(page):
    start(page)
    page.locator("body").press(" ")
    page.locator(".card.turned").wait_for()
    assert "1887" in page.locator("#asked").inner_text()
    assert page.evaluate("document.activeElement.id") == "asked"
    page.keyboard.press("ArrowRight")
    wait_for(page, 0, 1)
    page.keyboard.press("ArrowLeft")
    wait_for(page, 1, 1)


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_the_cards_end_on_a_page_and_those_again_come_once_more(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    start(page)
    page.locator("[data-turn]").click()
    page.locator(".card.turned").wait_for()
    for number in range(1, 100):
        page.get_by_role("link", name="Again" if number == 1 else "Got it", exact=True).click()
        page.locator(f".card:has-text('{number + 1} of'), .doorways").wait_for()
        if page.locator(".doorways").count():
            break

    assert "One went on the “again” pile." in page.inner_text("main")
    page.get_by_role("link", name="That one again").click()
    page.locator("[data-card]", has_text="1 of 1").wait_for()
    page.get_by_role("link", name="Got it", exact=True).click()
    page.get_by_text("Nothing is left on the “again” pile.").wait_for()


def test_a_swipe_rates_a_turned_card_where_cards_are_rated(new_page):
    page = new_page(has_touch=True, is_mobile=True)
    start(page, "/decks/harbour/cards?mode=rate")
    page.get_by_role("button", name="Show answer").click()
    page.locator(".card.turned").wait_for()
    swipe(page, -140)
    page.locator("[data-card]:not(.turned)", has_text="2 of 10").wait_for()
    assert piles(page) == [1, 0]
