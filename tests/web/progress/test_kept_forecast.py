"""A forecast is made once, kept with the learner, and read by every page and process until something it was made from changes."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select, update
from support import PASSWORD

from quizapp.db.base import transaction
from quizapp.db.learning import kept_forecasts
from quizapp.db.models import Account, ForecastRow, MemoryRow
from quizapp.services.learning import forecasting, overview, progress, rounds
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import ANONYMOUS
from quizapp.web.progress import charts

SETTINGS = {"display_name": "Sora", "language": "en", "zone": "", "theme": "auto", "text_size": "normal", "new_facts": "10", "minutes": ""}


@pytest.fixture
def made(monkeypatch):
    """The seeds of the forecasts that were made."""
    seeds, forecast = [], forecasting.forecast

    def counted(standing, seed):
        seeds.append(seed)
        return forecast(standing, seed)

    monkeypatch.setattr(forecasting, "forecast", counted)
    return seeds


@pytest.fixture
def learner(client_of, student, made):
    """Somebody who has answered three questions and opened their first page."""
    client = client_of(student)
    for _ in range(3):
        client.feedback = client.answer(client.page("/study/harbour"))
    client.page("/")
    made.clear()
    return client


@pytest.fixture
def stored(app):
    """Read the kept forecasts: learner, deck and numbers."""

    def read():
        with app.app_context(), transaction(write=False) as connection:
            return connection.execute(select(ForecastRow.user_id, ForecastRow.deck, ForecastRow.numbers)).all()

    return read


def test_every_page_reads_what_one_has_kept(learner, client_of, student, client, made):
    address = learner.page(learner.submit("/account/calendar", at="/account").location).one("textarea", id="address").text
    for one in (learner, client_of(student)):  # another browser, as well served by another process: nothing is kept but in the database
        for path in ("/", "/progress", "/study/round"):
            one.page(path)
    client.page(address.strip().removeprefix("http://localhost"))

    assert made == []


def test_a_deck_has_a_forecast_of_its_own(learner, made, stored, student):
    learner.page("/progress/harbour")
    learner.page("/progress/harbour")
    learner.page("/")

    assert len(made) == 1
    assert [row[:2] for row in stored()] == [(student.id, ""), (student.id, "harbour")]


def undo(learner, **_):
    learner.submit("/study/undo", {"n": learner.feedback.hidden("n")})


def set_aside(kind):
    def change(learner, **_):
        learner.submit("/study/set-aside", {"question": learner.page("/study/harbour").asked, "kind": kind}, at="/study/harbour")

    return change


def settings(**values):
    return lambda learner, **_: learner.submit("/account", SETTINGS | values)


def in_database(table, **values):
    def change(app, student, **_):
        column = table.id if table is Account else table.user_id
        with app.app_context(), transaction(write=True) as connection:
            connection.execute(update(table).where(column == student.id).values(**values))

    return change


CHANGES = {
    "an answer": lambda learner, **_: learner.answer(learner.page("/study/harbour")),
    "undo": undo,
    "put off": set_aside("later"),
    "set aside": set_aside("tomorrow"),
    "suspended": set_aside("suspended"),
    "new facts": settings(new_facts="3"),
    "minutes": settings(minutes="20"),
    "desired retention": settings(desired_retention="95"),
    "a stopped deck": lambda learner, **_: learner.submit("/account/decks/harbour/stop", at="/account"),
    "a new day": lambda clock, **_: clock.advance(days=1),
    "another memory": in_database(MemoryRow, stability=77.0),
    "another ask day": in_database(MemoryRow, recheck=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_the_plan_is_foreseen_anew(learner, made, app, student, clock, change):
    CHANGES[change](learner=learner, app=app, student=student, clock=clock)
    learner.page("/account")  # which says that it was done
    shown = [learner.page(path).words for path in ("/", "/progress", "/progress/harbour")]
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(delete(ForecastRow))
    made.clear()
    assert [learner.page(path).words for path in ("/", "/progress", "/progress/harbour")] == shown
    assert len(made) == 2


def test_a_stale_one_is_not_read(learner, made, stored):
    before = stored()
    learner.answer(learner.page("/study/harbour"), {"dont_know": "1"})
    learner.page("/")

    assert len(made) == 1
    assert stored() != before


def test_while_somebody_else_writes_a_page_answers_and_keeps_nothing(learner, app, stored):
    learner.answer(learner.page("/study/harbour"), {"dont_know": "1"})
    before = stored()
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(ForecastRow).values(day=ForecastRow.day))
        shown = learner.page("/").words
    assert stored() == before
    assert learner.page("/").words == shown
    assert stored() != before


def test_who_has_answered_nothing_has_nothing_kept(client_of, student, stored):
    client_of(student).page("/")

    assert stored() == []


def test_with_somebody_their_forecast_is_gone(learner, app, stored, made, monkeypatch):
    kept = []
    monkeypatch.setattr(forecasting, "keep", kept.append)
    learner.answer(learner.page("/study/harbour"))
    learner.page("/")
    learner.submit("/account/delete", {"password": PASSWORD})

    assert stored() == []
    with app.app_context(), transaction(write=True) as connection:
        kept_forecasts.keep(connection, kept[0])  # of a page that was being sent meanwhile
    assert stored() == []


def test_a_transaction_that_does_not_wait_leaves_the_others_patient(app, learner):
    with app.app_context():
        with transaction(write=True, wait=False) as connection:
            assert connection.scalar(select(Account.id).limit(1))
        with transaction(write=True) as connection:
            sqlite = connection.dialect.name == "sqlite"
            waits = connection.exec_driver_sql("PRAGMA busy_timeout" if sqlite else "SHOW lock_timeout").scalar()
    assert str(waits) in {"10000", "10s"}


@pytest.mark.parametrize("day", [date(9999, 12, 30), date(9999, 12, 31)])
def test_at_the_end_of_the_calendar_there_is_less_to_foresee(app, student, learner, clock, day):
    with app.app_context():
        who = replace(ANONYMOUS, id=student.id, role="student", at=clock.now)
        for _ in range(2):  # made, then read
            seen, mine, over = overview.today_view(who, day), progress.my_progress(who, day), rounds.ended(who, Scope("harbour"), day)
            if made := forecasting.take_unkept():
                forecasting.keep(made)
            assert len(mine.coming) == 1 + (date.max - day).days
            assert [one for one in mine.coming[1:] if one.questions] == list(seen.week)
            assert (over.tomorrow_questions > 0) is (day < date.max)
    with app.test_request_context():
        assert [day for day, _ in charts.of(mine).calendar[-1][1]][-1] == date.max
