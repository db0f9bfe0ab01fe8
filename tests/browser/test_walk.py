"""The whole main job in Chromium: from the first page to facts that are remembered, with everything still there after signing in again."""

import re

import pytest
from support import RIGHT, WRONG

pytestmark = pytest.mark.browser

FACTS = {
    "multiple_choice": "plans",
    "multiple_answer": "boats",
    "true_false": "oil",
    "short_answer": "sand-bank",
    "numeric": "length",
    "date": "pier-built",
    "cloze": "dark-years",
    "matching": "flags",
    "ordering": "evening",
    "flashcard": "moving-sand",
}
"""A fact of the deck for each type."""


def fill(page, fields):
    """Fill in a question's form as a person would."""
    for name, given in fields.items():
        for value in [given] if isinstance(given, str) else given:
            inputs = page.locator(f".question [name='{name}']")
            if inputs.first.evaluate("field => field.type") in {"radio", "checkbox"}:
                page.locator(f".question [name='{name}'][value={value!r}]").check()
            elif inputs.first.evaluate("field => field.tagName") == "SELECT":
                inputs.select_option(value)
            else:
                inputs.fill(value)


def answer(page, kind, fields):
    """Open the question of a type, answer it, and return the verdict shown."""
    page.goto(f"/study/harbour?facts={FACTS[kind]}")
    assert page.locator("[data-question]").get_attribute("data-type") == kind
    if kind == "flashcard":
        page.get_by_role("button", name="Show answer").click()
        page.locator(f"button[name=rating][value={fields['rating']}]").click()
    else:
        fill(page, fields)
        page.get_by_role("button", name="Check answer").click()
    verdict = page.locator("[data-verdict]")
    verdict.wait_for()
    return verdict.get_attribute("data-verdict")


def start(page):
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.get_by_role("heading", name="The pier of Brindle", level=1).wait_for()


def register(page, name):
    page.goto("/register")
    page.locator("form", has=page.get_by_role("button", name="Create account")).locator("[name=username]").fill(name)
    page.locator("form", has=page.get_by_role("button", name="Create account")).locator("[name=password]").fill("three brown hens")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(lambda address: "/register" not in address)


@pytest.mark.parametrize("scripted", [True, pytest.param(False, marks=pytest.mark.robust)], ids=["script", "no-script"])
def test_read_answer_flip_take_a_quiz_register_and_find_it_again(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    start(page)
    assert "In 1887 the town of Brindle" in page.locator(".reading").inner_text()

    for kind in FACTS:
        wrong = kind in {"multiple_choice", "numeric", "ordering", "flashcard"}
        assert answer(page, kind, (WRONG if wrong else RIGHT)[kind]) in ({"wrong", "partly"} if wrong else {"right"}), kind
    assert answer(page, "numeric", RIGHT["numeric"]) == "right"  # the missed question came back

    page.goto("/decks/harbour/cards?mode=rate")
    page.get_by_role("button", name="Show answer").click()
    page.locator("button[name=rating][value=good]").click()
    page.get_by_text("2 of 10").wait_for()

    page.goto("/quiz/harbour")
    page.locator("[name=size]").fill("3")
    page.get_by_role("button", name="Start the quiz").click()
    for _ in range(3):
        page.locator("[data-question]").wait_for()
        kind = page.locator("[data-question]").get_attribute("data-type")
        before = page.url
        fill(page, RIGHT[kind])
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url(lambda address, before=before: address != before)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text(re.compile("of three points|of 3")).first.wait_for()
    page.wait_for_load_state()
    assert page.locator("[data-verdict=right]").count() + page.locator(".is-right").count() >= 3

    page.goto("/progress/harbour")
    known = page.get_by_role("heading", level=1).inner_text()
    register(page, f"walker-{'a' if scripted else 'b'}")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in", exact=True))
    form.locator("[name=username]").fill(f"walker-{'a' if scripted else 'b'}")
    form.locator("[name=password]").fill("three brown hens")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/progress/harbour")
    assert page.get_by_role("heading", level=1).inner_text() == known


def test_i_dont_know_a_hint_and_an_answer_that_cannot_be_read(page):
    start(page)
    page.goto("/study/harbour?facts=length")
    page.locator("[name=answer]").fill("a great many")
    page.get_by_role("button", name="Check answer").click()
    page.locator("[aria-invalid=true]").wait_for()
    assert page.locator("[name=answer]").input_value() == "a great many"
    page.get_by_role("button", name="Show hint").click()
    page.locator("#hint").wait_for()
    assert "More than two hundred." in page.locator("#hint").inner_text()
    page.get_by_role("button", name="I don’t know").click()

    assert page.locator("[data-verdict]").get_attribute("data-verdict") == "wrong"
    assert "The pier is 240 metres long" in page.locator(".passage").first.inner_text()


def test_the_keyboard_alone_answers_a_round(page):
    start(page)
    page.goto("/study/harbour?facts=oil")
    page.locator("body").press("2")
    page.locator("body").press("Enter")
    page.locator("[data-verdict=right]").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Answer undone").wait_for()


def test_next_fetches_the_question_alone_and_back_shows_the_answer_again(page):
    start(page)
    page.goto("/study/harbour?facts=oil,pier-built")
    opened = page.evaluate("performance.timeOrigin")
    page.locator("[data-question]").wait_for()
    first = page.locator("[data-question]").get_attribute("data-question")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    answered = page.url
    page.keyboard.press("Enter")
    page.locator("[data-question]").wait_for()
    second = page.locator("[data-question]").get_attribute("data-question")
    assert second != first
    assert page.evaluate("performance.timeOrigin") == opened
    assert page.evaluate("document.activeElement.closest('[data-region]') !== null")
    assert page.title() == "Question · quizapp"
    page.go_back()
    page.locator("[data-verdict=wrong]").wait_for()
    assert (page.url, page.title()) == (answered, "Not this time · quizapp")
    page.locator("[data-next]").click()
    page.locator("[data-question]").wait_for()
    page.reload()
    assert page.locator("[data-question]").get_attribute("data-question") == second


def test_what_was_told_about_an_answer_goes_with_it(page):
    start(page)
    page.goto("/study/harbour?facts=oil,pier-built")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.get_by_text("Write a note").click()
    page.get_by_label("Your note").fill("Look again.")
    page.get_by_role("button", name="Save note").click()
    page.get_by_text("Note saved.").wait_for()
    page.locator("[data-next]").click()
    page.locator("[data-question]").wait_for()
    assert page.get_by_text("Note saved.").count() == 0


def test_next_opens_the_end_of_a_round_and_a_tab_of_its_own(page):
    start(page)
    page.goto("/study/harbour?facts=oil")
    page.locator("[name=answer][value=false]").check()
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict]").wait_for()
    with page.context.expect_page() as other:
        page.locator("[data-next]").click(modifiers=["ControlOrMeta"])
    other.value.close()
    assert page.locator("[data-verdict]").count() == 1
    page.locator("[data-next]").click()
    page.wait_for_url("**/study/round*")
    page.go_back()
    page.locator("[data-verdict=right]").wait_for()


def test_next_without_a_connection_is_as_good_as_any_link(new_page):
    page = new_page(lossy=True)
    start(page)
    page.goto("/study/harbour?facts=oil,pier-built")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.route("**/study?*", lambda route: route.abort() if route.request.resource_type == "fetch" else route.fallback())
    page.locator("[data-next]").click()
    page.locator("[data-question]").wait_for()


def test_a_lost_connection_says_so_and_keeps_what_was_typed(new_page):
    page = new_page(lossy=True)
    start(page)
    page.goto("/study/harbour?facts=sand-bank")
    page.route("**/study/answer*", lambda route: route.abort())
    page.locator("[name=answer]").fill("the Anvil")
    page.get_by_role("button", name="Check answer").click()
    page.locator(".question .notice", has_text="The connection was lost.").wait_for()
    assert page.locator("[name=answer]").input_value() == "the Anvil"
    page.unroute("**/study/answer*")
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict=right]").wait_for()
