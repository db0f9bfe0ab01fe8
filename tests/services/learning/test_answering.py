"""What `answer_study` and `answer_quiz` store, row by row; the pages around them are tested in tests/web/study."""

from datetime import date

import pytest
from sqlalchemy import select

from quizapp.db.base import transaction
from quizapp.db.models import Answer


@pytest.fixture
def stored(app):
    """Read a column of the stored answers, oldest first."""

    def read(column):
        with app.app_context(), transaction(write=False) as connection:
            return connection.execute(select(Answer.__table__.c[column]).order_by(Answer.n)).all()

    return read


def study(client, count=1):
    for _ in range(count):
        client.answer(client.page("/study/harbour"))


def test_the_answers_of_a_learner_are_numbered_without_a_gap(guest, stored):
    study(guest, 4)

    assert [row.n for row in stored("n")] == [1, 2, 3, 4]


def test_the_numbers_of_one_learner_are_not_those_of_another(guest, client_of, student, stored):
    study(guest, 2)
    study(client_of(student), 2)

    assert sorted(row.n for row in stored("n")) == [1, 1, 2, 2]


def test_the_study_day_never_goes_back(guest, clock, stored):
    study(guest)
    clock.advance(days=-2)
    study(guest)
    clock.advance(days=3)
    study(guest)

    assert [row.day for row in stored("day")] == [date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3)]


def test_the_time_taken_is_counted_from_the_page_and_too_long_means_nothing(guest, clock, stored):
    for seconds in (0, 7.5, 600, 601):
        page = guest.page("/study/harbour")
        clock.advance(seconds=seconds)
        guest.answer(page)

    assert [row.ms for row in stored("ms")] == [0, 7500, 600_000, None]


def test_recall_is_predicted_from_the_second_answer_on(guest, clock, stored):
    study(guest)
    clock.advance(days=1)
    study(guest)

    first, second = [row.recall for row in stored("recall")]
    assert first is None
    assert 0 < second < 1


def test_where_an_answer_was_given_is_stored_with_it(guest, stored):
    study(guest)
    address = "/decks/harbour/cards?mode=rate&order=reading"
    page = guest.page(address)
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "rating": "good"}
    (action,) = [form["action"] for form in page.all("form", method="post") if "/cards" in form["action"]]
    assert guest.post(action, data=form).status_code == 303

    assert [row.context for row in stored("context")] == ["study", "cards"]
