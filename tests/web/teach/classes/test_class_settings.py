"""The settings of a class: its time zone, which decides when days begin and how due times are shown, and whether it requires accounts."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from support import Page

from quizapp.db.base import transaction
from quizapp.db.models import Answer

ROSTER = "/teach/classes/1"


def save(client, **fields):
    return client.submit(ROSTER, {"name": "History 9b", "zone": "", **fields})


def study_days(app):
    with app.app_context(), transaction(write=False) as connection:
        return [day.isoformat() for day in connection.scalars(select(Answer.day).order_by(Answer.user_id, Answer.n))]


def test_the_zone_is_chosen_kept_and_shown(at_work):
    assert save(at_work, zone="Asia/Seoul").location == ROSTER
    page = at_work.page(ROSTER)
    assert "Saved." in page.words
    chosen = [option["value"] for option in page.all("option", selected=None)]
    assert "Asia/Seoul" in chosen


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "asia/seoul\x00", "x" * 5000])
def test_a_zone_that_is_none_changes_nothing(at_work, zone):
    save(at_work, zone="Asia/Seoul")
    page = Page(at_work.submit(ROSTER, {"name": "Renamed", "zone": zone}, follow_redirects=True).text)
    assert "Please choose a time zone from the list." in page.words
    assert page.one("h1").text == "History 9b"
    assert "Asia/Seoul" in [option["value"] for option in page.all("option", selected=None)]


def test_settings_that_are_refused_come_back_with_what_was_typed(at_work):
    response = save(at_work, name="x" * 81, zone="UTC", accounts_only="1")
    page = Page(response.text)
    assert response.status_code == 422
    assert page.one("p", id="name-fault").text.strip() == "At most 80 characters, please."
    assert page.one("input", id="name")["value"] == "x" * 81
    assert "UTC" in [option["value"] for option in page.all("option", selected=None)]
    assert "checked" in page.one("input", name="accounts_only").attributes


def test_the_name_of_a_copy_comes_back_at_its_own_field(at_work):
    page = Page(at_work.submit(f"{ROSTER}/copy", {"name": " "}, at=ROSTER).text)
    assert page.one("p", id="copy-name-fault").text.strip() == "Please enter a name."
    assert page.one("input", id="name")["value"] == "History 9b"


def test_days_of_its_students_begin_by_its_clock(app, at_work, join, clock):
    """At 20:00 UTC it is five in the morning of the next day in Seoul, where a study day begins at four."""
    save(at_work, zone="Asia/Seoul")
    mina = join("Mina")
    clock.now = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    mina.answer(mina.page("/study/harbour"))
    assert study_days(app) == ["2026-03-03"]


def test_a_zone_of_ones_own_goes_before(app, at_work, make_person, client_of, join, clock):
    save(at_work, zone="Asia/Seoul")
    sora = join("Sora", client_of(make_person("sora", zone="Europe/Berlin")))
    clock.now = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    sora.answer(sora.page("/study/harbour"))
    assert study_days(app) == ["2026-03-02"]


def test_a_due_time_is_told_on_its_clock(at_work, join):
    save(at_work, zone="Asia/Seoul")
    fields = {"kind": "study", "deck": "harbour", "title": "Learn it", "due": "2026-03-06T14:00", "days": "1"}
    response = at_work.submit(f"{ROSTER}/assignments/new", fields, at=ROSTER)
    assert "2:00 PM (Asia/Seoul)" in at_work.page(response.location).words.replace("\u202f", " ")
    mina = join("Mina")
    assert "due Friday 2:00 PM" in mina.page("/").words.replace("\u202f", " ")


def test_accounts_only_is_ticked_and_taken_back(at_work, code, client):
    save(at_work, accounts_only="1")
    assert at_work.page(ROSTER).one("input", name="accounts_only").attributes.keys() >= {"checked"}
    assert client.get(f"/join/{code}").location.startswith("/register")
    save(at_work)
    assert "checked" not in at_work.page(ROSTER).one("input", name="accounts_only").attributes
    assert client.get(f"/join/{code}").status_code == 200


def test_with_an_account_one_joins_as_ever(at_work, join, client_of, student):
    save(at_work, accounts_only="1")
    join("Sora", client_of(student))
    assert "Sora" in at_work.page(ROSTER).words


def test_who_is_in_without_an_account_stays(at_work, join):
    mina = join("Mina")
    save(at_work, accounts_only="1")
    assert mina.get("/classes/1").status_code == 200


def test_a_removed_student_does_not_come_back_by_the_code(at_work, join, number_of, code):
    mina = join("Mina")
    at_work.submit(f"{ROSTER}/members/{number_of('Mina')}", {"remove": "1"}, at=ROSTER)
    assert mina.submit(f"/join/{code}", {"name": "Mina"}, at="/").status_code == 404
    assert mina.get("/classes/1").status_code == 404
