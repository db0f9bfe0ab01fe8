"""Causes practice in Chromium: by mouse, by keyboard alone, by touch and without JavaScript; axe finds nothing."""

import pytest
from accessibility import SCHEMES, inspect

pytestmark = pytest.mark.browser

CAUSES = "/decks/observatory/causes"


@pytest.fixture(scope="module")
def site(observatory_site):
    return observatory_site


def start(page):
    page.goto("/")
    page.get_by_role("button", name="Start studying").first.click()
    page.wait_for_url("**/read")
    assert page.goto(CAUSES).status == 200
    return page


def finish(page, press="click"):
    """Say "I don't know" until the links are shown."""
    for _ in range(20):
        getattr(page.get_by_role("button", name="I don’t know"), press)()
        page.wait_for_url("**/causes/*/*")
        inspect(page)
        checked = page.url
        getattr(page.locator("[data-next]"), press)()
        page.wait_for_url(lambda address, checked=checked: address != checked)
        if not page.locator("[name=cause]").count():
            return
    pytest.fail("the run does not end")


def boxes_overlap(page):
    boxes = [box.bounding_box() for box in page.locator(".box").all()]
    apart = lambda one, two: (  # noqa: E731 - a relation of two boxes
        one["x"] + one["width"] <= two["x"]
        or two["x"] + two["width"] <= one["x"]
        or one["y"] + one["height"] <= two["y"]
        or two["y"] + two["height"] <= one["y"]
    )
    return [(one, two) for n, one in enumerate(boxes) for two in boxes[:n] if not apart(one, two)]


@pytest.mark.parametrize("touch", [False, pytest.param(True, marks=pytest.mark.robust)], ids=["mouse", "touch"])
@pytest.mark.parametrize("width", [360, 1280])
def test_find_causes_and_see_the_links(new_page, touch, width):
    page = new_page(has_touch=touch)
    page.set_viewport_size({"width": width, "height": 800})
    start(page)
    press = "tap" if touch else "click"
    inspect(page)
    getattr(page.locator(".option").first, press)()
    getattr(page.get_by_role("button", name="Check"), press)()
    page.wait_for_url("**/causes/*/1")
    inspect(page)
    getattr(page.locator("[data-next]"), press)()
    page.locator("[name=cause]").first.wait_for()
    finish(page, press)

    page.locator(".flow").wait_for()
    assert boxes_overlap(page) == []
    inspect(page)


def test_a_step_by_keyboard_alone(page):
    start(page)
    page.locator("#main").focus()
    page.keyboard.press("2")
    assert page.locator("[name=cause]").nth(1).is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/causes/*/1")
    page.locator("#main").focus()
    page.keyboard.press("Enter")
    page.locator("[name=cause]").first.wait_for()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_step_without_javascript(new_page, scheme):
    page = start(new_page(java_script_enabled=False, color_scheme=scheme))
    page.locator("[name=cause]").first.check()
    page.get_by_role("button", name="Check").click()
    page.wait_for_url("**/causes/*/1")
    page.get_by_role("link", name="Next").click()
    page.locator("[name=cause]").first.wait_for()
