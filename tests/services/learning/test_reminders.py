"""A calendar shows how many questions tomorrow brings, and nothing else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from quizapp.db.base import transaction
from quizapp.db.models import Account, MemoryRow, MyDeck, QuestionRow
from quizapp.services.errors import NotFound
from quizapp.services.learning import overview, reminders
from quizapp.services.learning.reminders import Reminder
from quizapp.services.people import accounts
from quizapp.services.people.accounts import Visitor

pytestmark = pytest.mark.usefixtures("database")


def remember(user_id, *days, stopped=False):
    """Give somebody questions that are asked on these days."""
    with transaction(write=True) as connection:
        deck = connection.scalar(select(QuestionRow.deck_id).order_by(QuestionRow.id).limit(1))
        questions = connection.scalars(select(QuestionRow.id).where(QuestionRow.deck_id == deck).order_by(QuestionRow.id)).all()
        connection.execute(insert(MyDeck).values(user_id=user_id, deck_id=deck, started_on=days[0], stopped=stopped))
        for question, day in zip(questions, days, strict=False):
            state = {
                "stability": 3.0,
                "difficulty": 5.0,
                "last": day,
                "due": day,
                "first_day": day,
                "ask_day": day,
                "answers": 1,
                "lapses": 0,
            }
            connection.execute(
                insert(MemoryRow).values(user_id=user_id, question_id=question, streak=1, proven=False, tested=True, **state)
            )


def test_it_says_what_the_first_page_says(make_person, clock):
    today, person = clock.now.date(), make_person("mina", new_facts=3)
    remember(person.id, *(today + timedelta(days=away) for away in (-3, 0, 1, 2)))
    shown = overview.today_view(Visitor(id=person.id, new_facts=3, at=clock.now), today)

    assert shown.week[0].questions >= 3
    assert reminders.tomorrow(reminders.make_address(person.id), clock.now, "UTC") == Reminder(shown.week[0].day, shown.week[0].questions)


def test_stopped_decks_do_not_count(student, clock):
    remember(student.id, clock.now.date(), stopped=True)
    assert reminders.tomorrow(reminders.make_address(student.id), clock.now, "UTC").questions == 0


def test_without_a_deck_there_is_nothing_to_remind_of(student, clock):
    assert reminders.tomorrow(reminders.make_address(student.id), clock.now, "UTC").questions == 0


@pytest.mark.parametrize(
    ("zone", "day"), [("", date(2026, 3, 3)), ("Pacific/Auckland", date(2026, 3, 3)), ("Pacific/Honolulu", date(2026, 3, 2))]
)
def test_tomorrow_is_that_of_the_learner(make_person, clock, zone, day):
    person = make_person("mina", zone=zone)
    assert reminders.tomorrow(reminders.make_address(person.id), clock.now, "UTC").day == day


def test_an_address_is_replaced_and_revoked(student, other_student, clock):
    assert not reminders.has_address(student.id)
    old = reminders.make_address(student.id)
    new = reminders.make_address(student.id)
    assert (reminders.owns(student.id, old), reminders.owns(student.id, new)) == (False, True)
    assert not reminders.owns(other_student.id, new)
    assert reminders.has_address(student.id)
    with pytest.raises(NotFound):
        reminders.tomorrow(old, clock.now, "UTC")
    reminders.revoke_address(student.id)
    with pytest.raises(NotFound):
        reminders.tomorrow(new, clock.now, "UTC")


def test_only_the_hash_is_stored(student):
    token = reminders.make_address(student.id)
    with transaction(write=False) as connection:
        stored = connection.scalar(select(Account.calendar_hash).where(Account.id == student.id))
    assert token not in stored
    assert len(token) >= 40


@pytest.mark.parametrize("token", ["", "guess", "\x00", "\ud800"])
def test_other_tokens_open_nothing(student, clock, token):
    with pytest.raises(NotFound):
        reminders.tomorrow(token, clock.now, "UTC")


def test_the_address_of_a_closed_account_is_dead(student, clock):
    token = reminders.make_address(student.id)
    accounts.disable("sora", clock.now)
    with pytest.raises(NotFound):
        reminders.tomorrow(token, clock.now, "UTC")
