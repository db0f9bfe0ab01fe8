"""The private calendar address."""

import re

import pytest

from quizapp.services.learning.reminders import Reminder
from quizapp.web.account.calendar import escaped, fold


@pytest.fixture
def learner(client_of, student):
    """Somebody who answered a question that comes back tomorrow."""
    client = client_of(student)
    client.answer(client.page("/study"))
    return client


@pytest.fixture
def address(learner):
    """The path of the learner's calendar."""
    response = learner.submit("/account/calendar", at="/account")
    assert response.status_code == 303
    whole = learner.page(response.location).one("textarea", id="address").text
    assert whole.startswith("http://localhost/calendar/")
    return whole.removeprefix("http://localhost")


def test_a_calendar_reads_how_many_questions_wait_tomorrow(client, address):
    response = client.get(address)
    assert response.content_type == "text/calendar; charset=utf-8"
    lines = response.text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "DTSTART;VALUE=DATE:20260303",
        "UID:20260303@quizapp",
        "DTSTAMP:20260302T090000Z",
        "URL:http://localhost/study",
    ):
        assert line in lines
    assert any(re.fullmatch(r"SUMMARY:\d+ questions", line) for line in lines)
    assert "sora" not in response.text.lower()


def test_nothing_waits_nothing_is_told(client_of, other_student, client):
    learner = client_of(other_student)
    page = learner.page(learner.submit("/account/calendar", at="/account").location)
    text = client.get(page.one("textarea", id="address").text).text
    assert "VEVENT" not in text
    assert "END:VCALENDAR" in text


def test_reading_it_signs_nobody_in(client, address):
    response = client.get(address)
    assert "Set-Cookie" not in response.headers
    assert client.get("/account").status_code == 303


def test_a_new_address_replaces_the_old_one(learner, client, address):
    assert "Create a new address" in learner.page("/account").words
    learner.submit("/account/calendar", at="/account")
    assert client.get(address).status_code == 404


def test_a_revoked_address_is_dead(learner, client, address):
    response = learner.submit("/account/calendar/revoke", at="/account")
    assert (response.status_code, response.location) == (303, "/account#calendar")
    assert client.get(address).status_code == 404
    assert "Revoke the address" not in learner.page("/account").words


def test_the_address_is_shown_to_its_owner_alone(learner, client, client_of, other_student, address):
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert client_of(other_student).get(f"/account/calendar/{token}").status_code == 404
    assert client.get(f"/account/calendar/{token}").status_code == 303
    assert learner.get("/account/calendar/guess").status_code == 404


@pytest.mark.parametrize("token", ["guess", "%00", "x" * 3000])
def test_guesses_lead_nowhere(client, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_guest_has_none(guest):
    assert guest.submit("/account/calendar", at="/account").status_code == 403


def test_the_public_address_of_the_site_is_used(settings, clock, monkeypatch):
    from quizapp.app import create_app
    from quizapp.web.account.calendar import event

    app = create_app(settings | {"URL": "https://quiz.example.org"})
    with app.test_request_context("/"):
        assert "URL:https://quiz.example.org/study" in event(Reminder(clock.now.date(), 3))


def test_long_lines_are_folded_between_characters():
    line = "SUMMARY:" + "질문" * 60
    folded = fold(line)
    assert folded.endswith("\r\n")
    pieces = folded.removesuffix("\r\n").split("\r\n")
    assert len(pieces) > 1
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


def test_marks_of_the_format_are_escaped():
    assert escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"
