"""The home page, the click that creates a guest, and the addresses for operators."""

import re

import pytest
from support import WRONG


def test_a_newcomer_is_told_what_this_is(client):
    page = client.page("/")

    assert page.one("form", action="/guest")
    assert "The pier of Brindle" in page.words


def test_a_guest_is_led_to_the_reading_first_and_then_to_the_questions(client):
    assert client.submit("/guest", at="/").location == "/decks/harbour/read"
    assert client.submit("/guest", {"deck": "harbour", "read": "1"}, at="/").location == "/study/harbour"


def test_a_deck_without_a_reading_begins_with_its_questions(client):
    assert client.submit("/guest", {"deck": "knots"}, at="/").location == "/study/knots"


def test_a_second_click_makes_no_second_guest(app, guest):
    guest.answer(guest.page("/study/harbour"))
    guest.submit("/guest", at="/account")

    assert guest.page("/study/feedback/1").verdict == "right"


def test_a_learner_sees_what_is_due_and_how_long_it_takes(guest):
    guest.answer(guest.page("/study/harbour"))

    assert "9 questions today, about 4 minutes." in guest.page("/").words


def test_after_seven_days_away_the_reading_is_offered_first(guest, clock):
    guest.answer(guest.page("/study/harbour"))
    clock.advance(days=7)
    page = guest.page("/")

    assert page.all("a", **{"class": "button primary"})[0]["href"] == "/decks/harbour/read"
    assert guest.page("/study").asked  # the questions themselves are never blocked


def test_six_days_away_are_no_pause(guest, clock):
    guest.answer(guest.page("/study/harbour"))
    clock.advance(days=6)

    assert guest.page("/").all("a", **{"class": "button primary"})[0]["href"] == "/study"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_operators_hear_that_all_is_well(client, path):
    assert client.get(path).text == "ok\n"


def test_browsers_find_the_icon(client):
    with client.get(client.get("/favicon.ico").location) as icon:
        assert icon.status_code == 200
        assert "immutable" in icon.headers["Cache-Control"]


def finish(client, fields=lambda page: None):
    """Answer everything of the day, and return the end of the round."""
    while (page := client.page("/study/harbour")).all(data_question=None):
        client.answer(page, fields(page))
    return client.page("/study/round")


def test_the_first_day_ends_on_what_was_begun(guest):
    ended = finish(guest, lambda page: WRONG[page.type] if page.asked == "harbour/pier-built-date" and "again:" not in page.words else None)
    home = guest.page("/")

    assert ended.one("h1").text.strip() == "10 of 10 facts begun"
    assert "10 questions, 9 of them right the first time. 1 more was right when it came again." in ended.words
    assert "The first can be known tomorrow." in ended.words
    assert "What you began today" in ended.words
    assert "In 1887 the town of Brindle built a pier" in ended.words
    assert home.one("h1").text.split() == ["10", "of", "10", "facts", "begun.", "That’s", "all", "for", "today."]
    assert "The first can be known tomorrow." in home.words
    assert "What you began today" in home.words
    for page in (home, ended, guest.page("/progress"), guest.page("/progress/harbour"), guest.page("/decks/harbour")):
        assert "10 of 10 facts begun" in page.words
        assert not re.search(r"\b0 of 10", page.words)


def test_the_day_on_which_the_first_can_be_known_comes_true(guest, clock):
    finish(guest)
    clock.advance(days=1)
    assert "The first can be known today." in guest.page("/").words
    finish(guest)

    assert "10 of 10 facts known" in guest.page("/decks/harbour").words


def test_a_few_more_are_offered_while_there_are_new_ones(guest):
    settings = {"language": "", "zone": "", "theme": "auto", "text_size": "normal", "new_facts": "3", "minutes": ""}
    assert guest.submit("/account", settings).status_code == 303
    pages = [finish(guest), guest.page("/"), guest.page("/study/harbour")]
    for page in pages:
        [more] = [link["href"] for link in page.all("a", _class="button") if link.text == "A few more"]
        assert guest.page(more).asked
    for _ in range(7):
        page = guest.page("/study/harbour?ahead=1")
        guest.answer(page)

    for path in ("/study/round", "/", "/study/harbour"):
        assert "A few more" not in guest.page(path).words, path


def test_a_deck_just_given_shows_its_open_facts(client_of, student, put_in, at_work):
    put_in(student)
    page = client_of(student).page("/")

    assert "0 of 10 facts begun" in page.words
    assert "10 never asked" in page.one("svg", class_="chart strip")["aria-label"]


def test_how_long_a_day_is_chosen_by_one_press(guest):
    guest.answer(guest.page("/study/harbour"))
    assert guest.submit("/minutes", {"minutes": "10"}, at="/").location == "/"
    page = guest.page("/")
    assert [button["value"] for button in page.all("button", aria_pressed="true")] == ["10"]
    guest.submit("/minutes", {"minutes": "0"}, at="/")
    assert not guest.page("/").all("button", aria_pressed="true")
    guest.submit("/minutes", {"minutes": "-5"}, at="/")
    assert "A number from 1 to 240" in guest.page("/").words


def test_a_test_can_be_planned_from_the_first_day_on(guest):
    guest.answer(guest.page("/study/harbour"))
    assert guest.page("/").one("a", href="/decks/harbour/test").text == "Set the date of a test"
