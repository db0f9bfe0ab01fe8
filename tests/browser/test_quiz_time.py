"""The time left in a quiz in Chromium, with a clock that the test moves: it follows the server's, and says what a listener has to know."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def quiz(new_page):
    """Begin a quiz with ten minutes; `left` is what the server says from then on, in seconds."""
    page, left = new_page(), [600]
    page.clock.install()
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.get_by_role("heading", name="The pier of Brindle", level=1).wait_for()
    page.goto("/quiz/harbour")
    page.locator("[name=minutes]").fill("10")
    page.route("**/time", lambda route: route.fulfill(json={"left": left[0]}))
    page.get_by_role("button", name=re.compile("^Start")).first.click()
    page.get_by_role("timer").wait_for()
    return page, left


def test_it_follows_the_server_and_tells_of_extra_time(quiz):
    page, left = quiz
    expect(page.get_by_role("timer")).to_have_text(re.compile("^(10|9) min left$"))
    left[0] = 1_500
    page.clock.run_for(46_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile("^2[45] min left$"))
    expect(page.locator("#live")).to_have_text(re.compile("^You have more time now: 2[45] min left.$"))


def test_five_minutes_one_minute_and_the_end_are_announced(quiz):
    page, left = quiz
    left[0] = 400
    page.clock.run_for(46_000)
    expect(page.locator("#live")).to_have_text("")
    left[0] = 299
    page.clock.run_for(46_000)
    expect(page.locator("#live")).to_have_text(re.compile("^[45] min left$"))
    for rest, words in ((59, "s left"), (0, "Time is up")):
        left[0] = rest
        page.clock.run_for(46_000)
        expect(page.locator("#live")).to_contain_text(words)
        expect(page.get_by_role("timer")).to_contain_text(words)


def test_it_asks_when_the_page_is_shown_again(quiz):
    page, left = quiz
    left[0] = 120
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("timer")).to_have_text(re.compile("^[12] min left$"))
