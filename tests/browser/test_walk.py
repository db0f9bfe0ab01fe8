"""The whole main job in Chromium: from the first page to facts that are remembered, with everything still there after signing in again."""

import re
from urllib.parse import parse_qs, urlsplit

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
        if name == "as_is":
            continue  # the page says by itself that something was moved, and asks if nothing was
        for value in [given] if isinstance(given, str) else given:
            inputs = page.locator(f".question [name='{name}']")
            if inputs.first.evaluate("field => field.type") in {"radio", "checkbox"}:
                page.locator(f".question [name='{name}'][value={value!r}]").check()
            elif inputs.first.evaluate("field => field.tagName") == "SELECT":
                inputs.select_option(value, force=True)  # the script hides it and shows something else
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
    verdict, untouched = page.locator("[data-verdict]"), page.get_by_role("button", name="Yes, that’s my order")
    verdict.or_(untouched).first.wait_for()
    if untouched.count():  # the lines may be shown in the very order that is given
        untouched.click()
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


def requests_of(page):
    """The paths that the page asks the server for from now on, without its icon, which Chromium asks for as it likes."""
    paths = []

    def add(request):
        path = urlsplit(request.url).path
        if not path.startswith("/static/"):
            paths.append(path)

    page.on("request", add)
    return paths


def test_next_needs_no_connection_and_one_answer_is_one_request(new_page):
    page = new_page(lossy=True)
    start(page)
    page.goto("/study/harbour?facts=oil,pier-built")
    first = page.locator("[data-question]").get_attribute("data-question")
    sent = requests_of(page)
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    page.locator("[data-question]").wait_for()
    assert page.locator("[data-question]").get_attribute("data-question") != first
    assert sent == ["/study/answer"]
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.activeElement.matches('#asked, [data-autofocus]')")
    page.context.set_offline(False)
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()


def test_without_a_connection_the_end_of_the_round_is_asked_for_again(new_page):
    page = new_page(lossy=True)
    start(page)
    page.goto("/study/harbour?facts=oil")
    page.locator("[name=answer][value=false]").check()
    page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict]").wait_for()
    page.context.set_offline(True)
    for _ in range(2):
        page.locator("[data-next]").click()
        page.locator(".notice", has_text="Your answer is saved.").wait_for()
        page.wait_for_function("!document.querySelector('[data-next][aria-busy]')")
    assert page.locator(".notice", has_text="No connection.").count() == 1
    page.context.set_offline(False)
    page.wait_for_function("navigator.onLine")
    page.locator("[data-next]").click()
    page.wait_for_url("**/study/round*")


def asked_by_next(page):
    """Press Next; return the paths that it asked the server for."""
    asked = requests_of(page)
    page.locator("[data-next]").click()
    page.locator("[data-question]").wait_for()
    return asked


def test_an_answer_in_another_tab_drops_the_question_that_came_along(page):
    start(page)
    page.goto("/study/harbour")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    prepared = page.locator("#following").evaluate("part => part.content.querySelector('[data-question]').dataset.question")
    other = page.context.new_page()
    other.goto("/study/harbour")
    assert other.locator("[data-question]").get_attribute("data-question") == prepared
    other.locator(".question form[data-swap]").evaluate("form => form.requestSubmit(form.querySelector('[name=dont_know], [name=reveal]'))")
    page.locator("#following").wait_for(state="detached")
    other.locator("[data-verdict], [name=rating]").first.wait_for()
    assert asked_by_next(page) == ["/study"]


def test_a_question_that_came_along_half_an_hour_ago_is_asked_for_anew(page):
    page.clock.install()
    start(page)
    page.goto("/study/harbour?facts=oil,pier-built")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.clock.fast_forward("30:01")
    assert asked_by_next(page) == ["/study"]


def test_the_time_for_an_answer_begins_when_its_question_is_shown(page):
    page.clock.install()
    start(page)
    page.goto("/study/harbour?facts=oil,pier-built")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.clock.fast_forward("20:00")
    assert asked_by_next(page) == []
    page.clock.fast_forward("00:07")
    with page.expect_request("**/study/answer*") as sent:
        page.get_by_role("button", name="I don’t know").click()
    seen = int(parse_qs(sent.value.post_data)["seen"][0])
    assert 7_000 <= seen < 20 * 60_000


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
