"""The home page, the click that creates a guest, and the addresses for operators."""

import pytest


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
