"""Timeline practice in Chromium: by mouse, by touch, by keyboard only and without JavaScript; axe finds nothing."""

import re

import pytest
from accessibility import SCHEMES, WIDTHS, inspect

pytestmark = pytest.mark.browser

ORDER = [
    "eleven ships ran onto",
    "Parliament founded",
    "The first noon signal",
    "Hedda Voss was hired",
    "found a new comet",
    "A rack railway",
    "burned down the wooden dome",
    "found the lens in a barn",
    "Volunteers rebuilt",
    "dark-sky law",
]
YEARS = {
    "eleven ships ran onto": ["1868"],
    "Parliament founded": ["1871"],
    "The first noon signal": ["1874"],
    "found a new comet": ["1894"],
    "A rack railway": ["1902", "1911"],
    "burned down the wooden dome": ["1913"],
    "found the lens in a barn": ["1969"],
    "Volunteers rebuilt": ["1974", "1981"],
}
PERFECT = "44 of 44 pairs in order, every year right"


@pytest.fixture(scope="module")
def site(observatory_site):
    return observatory_site


def begin(page):
    page.goto("/")
    page.get_by_role("button", name="Start studying").first.click()
    page.goto("/decks/observatory/timeline")
    assert page.get_by_role("heading", level=1).inner_text() == "What came first?"


def lines(page):
    return page.locator("ol.order > li").all_inner_texts()


def place_of(page, words):
    return next(index for index, text in enumerate(lines(page)) if words in text)


def misplaced(page):
    """Return which event to move next, to which place, and in which direction: given events cannot be moved and take the places left."""
    while [words in line for words, line in zip(ORDER, lines(page), strict=True)] != [True] * len(ORDER):
        for target, words in enumerate(ORDER):
            while words in YEARS and (place := place_of(page, words)) != target:
                yield page.locator("ol.order > li", has_text=words), target + 1, "up" if place > target else "down"


def fields_of(page, words):
    page.wait_for_load_state()
    return page.locator("ol.match > li", has_text=words).locator("input").all()


def test_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    begin(page)
    assert not page.locator("[data-move]").first.is_visible()
    for place, words in enumerate(ORDER, 1):
        row = page.locator("ol.order > li", has_text=words)
        if words in YEARS:
            row.locator("select").select_option(str(place))
    page.get_by_role("button", name="On to the years").click()
    assert page.get_by_role("heading", level=1).inner_text() == "When was it?"
    for words, years in YEARS.items():
        for field, year in zip(fields_of(page, words), years, strict=True):
            field.fill(year)
    page.get_by_role("button", name="Show the timeline").click()

    assert page.get_by_role("heading", level=1).inner_text() == PERFECT
    row = page.locator("tr", has_text="eleven ships")
    row.locator("summary").first.click()
    assert row.locator("mark").first.is_visible()
    page.get_by_role("link", name="Place them again").click()
    page.get_by_role("link", name="Your last timeline").click()
    assert page.get_by_role("heading", level=1).inner_text() == PERFECT


def test_without_javascript_a_slip_costs_nothing(new_page):
    page = new_page(java_script_enabled=False)
    begin(page)
    page.locator("select").nth(0).select_option("5")
    page.locator("select").nth(1).select_option("5")
    page.get_by_role("button", name="On to the years").click()

    assert "Two events have the same place" in page.get_by_role("alert").inner_text()
    assert [page.locator("select").nth(index).input_value() for index in (0, 1)] == ["5", "5"]


def test_a_select_moves_its_line(new_page):
    page = new_page()
    begin(page)
    for row, place, _ in misplaced(page):
        row.locator("select").select_option(str(place))
    for words in YEARS:
        assert page.locator("ol.order > li", has_text=words).locator("select").input_value() == str(ORDER.index(words) + 1)


@pytest.mark.parametrize("touch", [False, pytest.param(True, marks=pytest.mark.robust)], ids=["mouse", "touch"])
def test_by_arrows_and_on_the_axis(new_page, touch):
    page = new_page(has_touch=touch)
    press = (lambda target, **where: target.tap(**where)) if touch else (lambda target, **where: target.click(**where))
    begin(page)
    for row, _, way in misplaced(page):
        press(row.locator(f"[data-move={way}]"))
    page.get_by_role("button", name="On to the years").click()

    axis = page.locator("[data-axis]")
    stretches = [[float(part) for part in stretch.split(",")] for stretch in axis.get_attribute("data-axis").split()]
    for words, years in YEARS.items():
        for field, year in zip(fields_of(page, words), years, strict=True):
            press(field)
            start, end, left, right = next(stretch for stretch in stretches if float(year) <= stretch[1])
            unit = axis.bounding_box()["width"] / 340
            x = (left + (float(year) - start) / (end - start) * (right - left)) * unit
            press(axis, position={"x": x, "y": 20})
            assert abs(int(field.input_value()) - int(year)) <= 1
            field.fill(year)
            mark = page.locator(f"[data-mark='{field.get_attribute('name')}'] circle").bounding_box()
            middle = mark["x"] + mark["width"] / 2 - axis.bounding_box()["x"]
            assert middle == pytest.approx(x, abs=1.5 * unit)
    page.get_by_role("button", name="Show the timeline").click()
    assert page.get_by_role("heading", level=1).inner_text() == PERFECT


def test_by_keyboard_only(new_page):
    page = new_page()
    begin(page)

    def on(selector):
        return page.evaluate("selector => document.activeElement.matches(selector)", selector)

    def tab_to(selector):
        page.wait_for_load_state()
        for _ in range(200):
            page.keyboard.press("Tab")
            if on(selector):
                return
        raise AssertionError(selector)

    for row, _, way in misplaced(page):
        button = f"li:has([name={row.locator('select').get_attribute('name')}]) [data-move={way}]"
        if not on(button):  # it keeps the focus while its line moves
            tab_to(button)
        page.keyboard.press("Enter")
    assert re.search(r"is now \d+ of 10$", page.locator("#live").text_content())
    tab_to("form button.primary")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="When was it?").wait_for()
    for words, year in [(event, year) for event in ORDER for year in YEARS.get(event, ())]:
        tab_to("input[type=number]")
        assert words in page.evaluate("document.activeElement.closest('li').textContent")
        page.keyboard.type(str(int(year) - 1))
        page.keyboard.press("ArrowUp")
    tab_to("form button.primary")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=PERFECT).wait_for()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(new_page, scheme, width):
    page = new_page(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    begin(page)
    inspect(page)
    page.get_by_role("button", name="On to the years").click()
    page.get_by_role("heading", name="When was it?").wait_for()
    inspect(page)
    for field in page.locator("input[type=number]").all():
        field.fill("1900")
    page.get_by_role("button", name="Show the timeline").click()
    page.get_by_role("link", name="Place them again").wait_for()
    page.locator("summary").first.click()
    inspect(page)
    page.goto("/decks/harbour/timeline")
    inspect(page)


def test_a_form_that_comes_back(browser, site):
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})  # Chromium logs its status 422
    page = context.new_page()
    begin(page)
    page.evaluate("document.querySelectorAll('select').forEach(select => { select.value = '5'; })")
    page.get_by_role("button", name="On to the years").click()
    page.locator("#fault").wait_for()
    inspect(page)

    page.locator("[data-move]:enabled").first.click()
    page.get_by_role("button", name="On to the years").click()
    page.get_by_role("heading", name="When was it?").wait_for()
    page.wait_for_load_state()
    for field in page.locator("input[type=number]").all():
        field.fill("1900")
    page.locator("input[type=number]").first.fill("68")
    page.evaluate("document.querySelector('#years').noValidate = true")
    page.get_by_role("button", name="Show the timeline").click()
    page.locator("#fault").wait_for()
    inspect(page)
    assert page.locator("[aria-invalid]").first.input_value() == "68"
    context.close()
