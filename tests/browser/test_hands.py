"""Tiles and lines moved by hand in Chromium: by mouse, touch and keyboard, without scripts, and in a question sent with the feedback."""

import pytest

pytestmark = pytest.mark.browser

PAIRS = {"red": "the harbour is closed", "blue": "there is fog", "white": "pilots are called"}
ORDER = ["carry up the oil", "wind the clock", "light the wick"]


def start(page, facts):
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.goto(f"/study/harbour?facts={facts}")
    page.locator("[data-question]").wait_for()


def left(page, text):
    return page.locator(".tiles [data-left]", has_text=text)


def right(page, text):
    return page.locator(".tiles [data-right]", has_text=text).first


def chosen(page):
    """What the selects of the form say, by the text of their labels."""
    return page.locator(".match").evaluate(
        "list => Object.fromEntries([...list.querySelectorAll('select')].map(one => [one.labels[0].textContent, one.value]))"
    )


def check(page):
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict]").wait_for()
    return page.locator("[data-verdict]").get_attribute("data-verdict")


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_tapping_one_side_and_the_other_ties_them_and_tapping_a_pair_undoes_it(new_page, touch):
    page = new_page(has_touch=touch, is_mobile=touch)
    start(page, "flags")
    page.locator(".tiles").wait_for()
    assert not page.locator(".match").is_visible()
    press = "tap" if touch else "click"

    getattr(left(page, "red"), press)()
    assert left(page, "red").get_attribute("aria-pressed") == "true"
    getattr(right(page, "fog"), press)()
    assert chosen(page) == {"red": "there is fog", "blue": "", "white": ""}
    assert left(page, "red").bounding_box()["y"] == right(page, "fog").bounding_box()["y"]

    getattr(left(page, "red"), press)()
    assert set(chosen(page).values()) == {""}
    for one, other in PAIRS.items():
        getattr(right(page, other), press)()
        getattr(left(page, one), press)()
    assert chosen(page) == PAIRS
    assert check(page) == "right"


def middle(tile):
    box = tile.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, tile, onto):
    page.mouse.move(*middle(tile))
    page.mouse.down()
    page.mouse.move(*middle(onto), steps=4)
    page.mouse.up()


def test_a_tile_dragged_onto_another_is_tied_and_dragged_away_is_parted(page):
    start(page, "flags")
    page.locator(".tiles").wait_for()

    drag(page, left(page, "red"), right(page, "fog"))
    assert chosen(page)["red"] == "there is fog"
    drag(page, right(page, "fog"), left(page, "blue"))
    assert chosen(page) == {"red": "", "blue": "there is fog", "white": ""}


def test_a_right_side_can_belong_to_two_left_ones(page):
    start(page, "flags")
    page.locator(".tiles").wait_for()
    for one in ("red", "blue"):
        left(page, one).click()
        right(page, "fog").click()

    assert chosen(page) == {"red": "there is fog", "blue": "there is fog", "white": ""}
    assert page.locator(".tiles [data-right]", has_text="fog").count() == 2
    left(page, "red").click()
    assert page.locator(".tiles [data-right]", has_text="fog").count() == 1
    assert check(page) == "partly"
    assert [tile.inner_text().split()[0] for tile in page.locator(".tiles .is-right.judged:not(.other)").all()] == ["blue"]
    assert page.locator(".tiles .other .tag.is-wrong").count() == 2


def test_tiles_are_tied_by_keyboard_and_say_so(page):
    start(page, "flags")
    page.locator(".tiles").wait_for()
    left(page, "blue").focus()
    page.keyboard.press("Enter")
    right(page, "fog").focus()
    page.keyboard.press(" ")

    assert chosen(page)["blue"] == "there is fog"
    assert page.evaluate("document.activeElement.dataset.right") == "there is fog"
    page.get_by_role("button", name="blue belongs with there is fog").first.wait_for()
    page.wait_for_function("document.querySelector('#live').textContent === 'blue belongs with there is fog'")


def test_without_scripts_the_selects_tie(new_page):
    page = new_page(java_script_enabled=False)
    start(page, "flags")
    assert not page.locator(".tiles").is_visible()
    for one, other in PAIRS.items():
        page.get_by_label(one).select_option(other)
    assert check(page) == "right"


def lines(page):
    return page.locator(".order > li").evaluate_all("rows => rows.map(row => row.querySelector('select + span').textContent)")


def carry(page, text, to):
    """Drag a line by its handle to a place."""
    rows = page.locator(".order > li")
    x, y = middle(rows.filter(has_text=text).locator(".grip"))
    page.mouse.move(x, y)
    page.mouse.down()
    box = rows.nth(to).bounding_box()
    page.mouse.move(x, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()


def test_lines_are_dragged_by_their_handle_and_moved_with_arrows(page):
    start(page, "evening")
    page.locator(".held").wait_for()
    box = page.locator(".grip").first.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    assert page.locator(".grip").first.evaluate("grip => getComputedStyle(grip).touchAction") == "none"
    for place, text in enumerate(ORDER):
        if lines(page).index(text) != place:
            carry(page, text, place)
    assert lines(page) == ORDER
    page.get_by_role("button", name=f"Later: {ORDER[0]}").click()
    page.get_by_role("button", name=f"Earlier: {ORDER[0]}").click()

    assert check(page) == "right"
    assert page.locator("ol.rights > li").all_inner_texts() == ORDER


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_an_untouched_order_is_asked_about(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    start(page, "evening")
    page.get_by_role("button", name="Check answer").click()
    page.locator(".notice", has_text="Is this your order?").wait_for()
    assert page.locator("[data-verdict]").count() == 0
    page.get_by_role("button", name="Yes, that’s my order").click()
    page.locator("[data-verdict]").wait_for()


def test_who_moves_a_line_there_and_back_means_it(page):
    start(page, "evening")
    page.locator(".held").wait_for()
    page.get_by_role("button", name=f"Later: {lines(page)[0]}").click()
    page.get_by_role("button", name=f"Earlier: {lines(page)[1]}").click()
    check(page)
    assert page.get_by_text("Is this your order?").count() == 0


def test_a_question_that_came_along_has_its_hands_too_without_a_connection(new_page):
    page = new_page(lossy=True)
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.goto("/study/harbour?facts=oil,evening")
    with page.expect_response(lambda response: "/hands." in response.url):  # ahead of the question
        page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    page.locator(".held").wait_for()
    page.context.set_offline(False)
