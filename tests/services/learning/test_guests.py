"""A guest who signs in to an account moves everything there, or leaves it."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from quizapp.db.base import transaction
from quizapp.db.learning import stored_notes
from quizapp.db.models import (
    Amendment,
    Answer,
    Attempt,
    DayTotal,
    MemoryRow,
    MyDeck,
    Note,
    OwnTest,
    PositionRow,
    Practice,
    QuestionRow,
    Report,
    SetAside,
    Version,
)
from quizapp.services.learning import guests, memories
from quizapp.services.people import accounts
from quizapp.services.people.accounts import ANONYMOUS


@pytest.fixture
def guest(database, clock):
    """A guest, and the mark of the sign-in."""
    return accounts.visitor(accounts.start_guest(clock.now, ""))


@pytest.fixture
def mark(database, clock, student):
    """The student has just signed in."""
    return accounts.sign_in("sora", "three brown hens", now=clock.now, agent="", address="192.0.2.1")


class Work:
    """Stores what somebody did, as the study pages would."""

    def __init__(self, clock):
        self.clock = clock
        with transaction(write=False) as connection:
            query = select(QuestionRow.id, Version.id.label("version"), Version.revision_id, QuestionRow.deck_id)
            self.questions = connection.execute(query.join(Version, Version.question_id == QuestionRow.id).order_by(QuestionRow.id)).all()
        self.decks = list(dict.fromkeys(question.deck_id for question in self.questions))

    def of(self, deck):
        return [question for question in self.questions if question.deck_id == deck]

    def answer(self, user_id, n, question, *, days_ago=0, rating=3, attempt=None):
        day = self.clock.now.date() - timedelta(days=days_ago)
        values = {
            "response": f'["{user_id} {n}"]',
            "score": float(rating > 1),
            "verdict": "right" if rating > 1 else "wrong",
            "rating": rating,
        }
        place = {"context": "quiz" if attempt else "study", "attempt": attempt, "position": 1 if attempt else None}
        with transaction(write=True) as connection:
            connection.execute(
                insert(Answer).values(
                    user_id=user_id,
                    n=n,
                    question_id=question.id,
                    version_id=question.version,
                    day=day,
                    nonce=f"{user_id}-{n}",
                    ms=1000,
                    recall=None,
                    at=self.clock.now - timedelta(days=days_ago),
                    **values,
                    **place,
                )
            )

    def undo(self, user_id, n, answer_n):
        with transaction(write=True) as connection:
            values = {"answer_n": answer_n, "after_n": answer_n, "kind": "undo", "day": self.clock.now.date(), "at": self.clock.now}
            connection.execute(insert(Amendment).values(user_id=user_id, n=n, **values))

    def start(self, user_id, deck, *, days_ago=0, **columns):
        with transaction(write=True) as connection:
            values = {"started_on": self.clock.now.date() - timedelta(days=days_ago), **columns}
            connection.execute(insert(MyDeck).values(user_id=user_id, deck_id=deck, **values))

    def attempt(self, user_id, n, *, closed=True):
        now, first = self.clock.now, self.questions[0]
        with transaction(write=True) as connection:
            values = {"deck_id": first.deck_id, "revision_id": first.revision_id, "seed": "s", "questions": "[]", "feedback": "end"}
            times = {"started_at": now, "closed_at": now if closed else None}
            connection.execute(insert(Attempt).values(user_id=user_id, n=n, **values, **times))
            position = {
                "attempt": n,
                "position": 1,
                "response": "[]",
                "score": 1.0,
                "verdict": "right",
                "nonce": f"p{user_id}-{n}",
                "at": now,
            }
            connection.execute(insert(PositionRow).values(user_id=user_id, **position))

    def rebuild(self, user_id):
        with transaction(write=True) as connection:
            memories.rebuild(connection, user_id)
            memories.rebuild_day_totals(connection, user_id)


@pytest.fixture
def work(database, clock):
    return Work(clock)


def rows(model, user_id, *without):
    """The rows of somebody in a table, without the column that names the person."""
    columns = [column for column in model.__table__.columns if column.name not in {"user_id", *without}]
    with transaction(write=False) as connection:
        query = select(*columns).where(model.user_id == user_id).order_by(*model.__table__.primary_key.columns)
        return [row._asdict() for row in connection.execute(query)]


def raised(found, **numbers):
    """Rows with some numbers raised."""
    return [{key: value + numbers[key] if key in numbers and value is not None else value for key, value in row.items()} for row in found]


@pytest.fixture
def both_worked(work, guest, student):
    """The student answered three times and took two quizzes; the guest answered four times, undid one, and took a quiz."""
    one, two, three = work.of(work.decks[0])[:3]
    work.start(student.id, work.decks[0], days_ago=9)
    work.attempt(student.id, 1)
    work.attempt(student.id, 2)
    work.answer(student.id, 1, one, days_ago=9)
    work.answer(student.id, 2, two, days_ago=9, rating=1)
    work.answer(student.id, 3, one, days_ago=5, attempt=2)
    work.undo(student.id, 1, 2)
    work.start(guest.id, work.decks[0], days_ago=2)
    work.start(guest.id, work.decks[1], days_ago=1)
    work.attempt(guest.id, 1)
    work.answer(guest.id, 1, one, days_ago=2)
    work.answer(guest.id, 2, three, days_ago=2, rating=1)
    work.answer(guest.id, 3, work.of(work.decks[1])[0], days_ago=1)
    work.answer(guest.id, 4, three, attempt=1)
    work.undo(guest.id, 1, 2)
    work.rebuild(student.id)
    work.rebuild(guest.id)


@pytest.mark.usefixtures("both_worked")
def test_nothing_is_lost_and_all_stands_behind_what_was_there(guest, student, mark):
    tables = (Answer, Amendment, Attempt, PositionRow)
    mine, theirs = ({model: rows(model, who.id) for model in tables} for who in (student, guest))
    assert guests.answers(guest) == 4
    assert guests.settle(guest, mark, bring=True) == 4
    assert rows(Answer, student.id) == mine[Answer] + raised(theirs[Answer], n=3, attempt=2)
    assert rows(Amendment, student.id) == mine[Amendment] + raised(theirs[Amendment], n=1, answer_n=3, after_n=3)
    assert rows(Attempt, student.id) == mine[Attempt] + raised(theirs[Attempt], n=2)
    assert rows(PositionRow, student.id) == mine[PositionRow] + raised(theirs[PositionRow], attempt=2)


@pytest.mark.usefixtures("both_worked")
def test_what_was_said_practised_and_set_aside_comes_along(guest, student, mark, work, clock):
    one, two, three = (question.id for question in work.of(work.decks[0])[:3])
    with transaction(write=True) as connection:
        for who in (student, guest):
            said = {"n": 1, "answer_n": 1, "question_id": one, "kind": "fault", "words": "Look.", "at": clock.now}
            connection.execute(insert(Report).values(user_id=who.id, **said))
            run = {"n": 1, "deck_id": work.decks[0], "kind": "causes", "revision_id": 1, "given": "[]", "score": 0.5, "nonce": f"x{who.id}"}
            connection.execute(insert(Practice).values(user_id=who.id, day=clock.now.date(), at=clock.now, **run))
        for who, question, kind in ((student, one, "suspended"), (guest, one, "tomorrow"), (guest, two, "suspended")):
            aside = {"question_id": question, "kind": kind, "day": clock.now.date()}
            connection.execute(insert(SetAside).values(user_id=who.id, **aside))
    guests.settle(guest, mark, bring=True)
    assert [(row["n"], row["answer_n"]) for row in rows(Report, student.id)] == [(1, 1), (2, 4)]
    assert [(row["n"], row["nonce"]) for row in rows(Practice, student.id)] == [(1, f"x{student.id}"), (2, f"x{guest.id}")]
    assert {row["question_id"]: row["kind"] for row in rows(SetAside, student.id)} == {one: "suspended", two: "suspended"}
    assert three not in {row["question_id"] for row in rows(SetAside, student.id)}


@pytest.mark.usefixtures("both_worked")
def test_the_days_of_tests_come_along_and_those_of_the_account_are_kept(guest, student, mark, work, clock):
    day = clock.now.date()
    with transaction(write=True) as connection:
        for who, deck, days in ((student, 0, 3), (guest, 0, 5), (guest, 1, 7)):
            test = {"deck_id": work.decks[deck], "category": "", "day": day + timedelta(days=days), "goal": 80}
            connection.execute(insert(OwnTest).values(user_id=who.id, **test))
    guests.settle(guest, mark, bring=True)
    kept = {row["deck_id"]: (row["day"] - day).days for row in rows(OwnTest, student.id)}
    assert kept == {work.decks[0]: 3, work.decks[1]: 7}
    assert rows(OwnTest, guest.id) == []


@pytest.mark.usefixtures("both_worked")
def test_memory_and_days_are_those_of_a_replay_of_everything(guest, student, mark, work):
    guests.settle(guest, mark, bring=True)
    memory, days = rows(MemoryRow, student.id), rows(DayTotal, student.id)
    assert len(memory) == 3
    assert sum(day["answers"] for day in days) == 5
    work.rebuild(student.id)
    assert rows(MemoryRow, student.id) == memory
    assert rows(DayTotal, student.id) == days


def test_what_is_brought_is_remembered_in_the_order_of_its_days(guest, student, mark, work, clock):
    one = work.of(work.decks[0])[0]
    other = accounts.visitor(accounts.start_guest(clock.now, ""))
    for who, n, days_ago, rating in ((student, 1, 9, 3), (student, 2, 3, 3), (guest, 1, 6, 1), (guest, 2, 5, 3)):
        work.answer(who.id, n, one, days_ago=days_ago, rating=rating)
    for n, (days_ago, rating) in enumerate(((9, 3), (6, 1), (5, 3), (3, 3)), 1):
        work.answer(other.id, n, one, days_ago=days_ago, rating=rating)
    for who in (student, guest, other):
        work.rebuild(who.id)

    guests.settle(guest, mark, bring=True)

    assert rows(MemoryRow, student.id) == rows(MemoryRow, other.id)


@pytest.mark.parametrize("bring", [True, False])
@pytest.mark.usefixtures("both_worked")
def test_the_guest_is_gone_afterwards(guest, mark, bring):
    guests.settle(guest, mark, bring=bring)
    for model in (Answer, Amendment, Attempt, PositionRow, MyDeck, MemoryRow, DayTotal):
        assert rows(model, guest.id) == []
    assert accounts.visitor(f"{guest.id}.x") is ANONYMOUS
    assert guests.answers(guest) == 0


@pytest.mark.usefixtures("both_worked")
def test_what_is_left_behind_changes_nothing(guest, student, mark):
    tables = (Answer, Amendment, Attempt, PositionRow, MyDeck, MemoryRow, DayTotal)
    before = {model: rows(model, student.id) for model in tables}
    assert guests.settle(guest, mark, bring=False) == 0
    assert {model: rows(model, student.id) for model in tables} == before


def test_decks_of_both_are_joined(work, guest, student, mark):
    one, two = work.decks[:2]
    work.start(student.id, one, days_ago=5, stopped=True)
    work.start(guest.id, one, days_ago=9)
    work.start(guest.id, two, days_ago=1, stopped=True)
    guests.settle(guest, mark, bring=True)
    today = work.clock.now.date()
    assert rows(MyDeck, student.id) == [
        {"deck_id": one, "started_on": today - timedelta(days=9), "stopped": False, "anew_after": 0},
        {"deck_id": two, "started_on": today - timedelta(days=1), "stopped": True, "anew_after": 0},
    ]


def test_a_deck_stays_stopped_where_both_stopped_it(work, guest, student, mark):
    for who in (guest, student):
        work.start(who.id, work.decks[0], stopped=True)
    guests.settle(guest, mark, bring=True)
    assert [row["stopped"] for row in rows(MyDeck, student.id)] == [True]


@pytest.mark.parametrize("started", [True, False])
def test_what_the_guest_started_anew_stays_forgotten(work, guest, student, mark, started):
    """The account has answers in another deck, so that numbers change."""
    question = work.of(work.decks[1])[0]
    work.answer(student.id, 1, work.of(work.decks[0])[0], days_ago=3)
    if started:
        work.start(student.id, work.decks[1], days_ago=8)
    work.start(guest.id, work.decks[1], days_ago=2, anew_after=1)
    work.answer(guest.id, 1, question, days_ago=2)
    guests.settle(guest, mark, bring=True)
    assert [row["anew_after"] for row in rows(MyDeck, student.id)] == [2]
    assert rows(MemoryRow, student.id) == []
    assert len(rows(Answer, student.id)) == 2


@pytest.mark.parametrize("started", [True, False])
def test_what_the_guest_started_anew_does_not_make_the_account_forget(work, guest, student, mark, started):
    question = work.of(work.decks[0])[0]
    if started:
        work.start(student.id, work.decks[0], days_ago=8)
    work.answer(student.id, 1, question, days_ago=3)
    work.start(guest.id, work.decks[0], days_ago=2, anew_after=1)
    work.answer(guest.id, 1, question, days_ago=2)
    guests.settle(guest, mark, bring=True)
    assert [row["anew_after"] for row in rows(MyDeck, student.id)] == [0]
    assert [row["answers"] for row in rows(MemoryRow, student.id)] == [2]


def test_responses_in_a_quiz_that_runs_are_worth_bringing(work, guest, student, mark):
    work.attempt(guest.id, 1, closed=False)
    work.attempt(guest.id, 2)
    assert guests.answers(guest) == 1
    assert guests.settle(guest, mark, bring=True) == 1
    assert [row["n"] for row in rows(Attempt, student.id)] == [1, 2]


def test_all_or_nothing(work, guest, student, mark, monkeypatch):
    work.answer(guest.id, 1, work.questions[0])

    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(memories, "rebuild_day_totals", fail)
    with pytest.raises(RuntimeError):
        guests.settle(guest, mark, bring=True)
    assert len(rows(Answer, guest.id)) == 1
    assert rows(Answer, student.id) == []


def test_the_same_guest_is_moved_once(work, guest, student, mark):
    work.answer(guest.id, 1, work.questions[0])
    assert guests.settle(guest, mark, bring=True) == 1
    assert guests.settle(guest, mark, bring=True) == 0
    assert len(rows(Answer, student.id)) == 1


def test_who_is_no_guest_brings_nothing(work, student, other_student, mark, clock):
    work.answer(other_student.id, 1, work.questions[0])
    other = accounts.visitor(accounts.sign_in("yuna", "three brown hens", now=clock.now, agent="", address="192.0.2.1"))
    for who in (other, ANONYMOUS):
        assert guests.answers(who) == 0
        assert guests.settle(who, mark, bring=True) == 0
    assert len(rows(Answer, other_student.id)) == 1


def test_a_guest_who_registered_meanwhile_is_left_alone(work, guest, mark, clock):
    work.answer(guest.id, 1, work.questions[0])
    accounts.register("mina", "three brown hens", now=clock.now, agent="", before=guest)
    assert guests.settle(guest, mark, bring=True) == 0
    assert len(rows(Answer, guest.id)) == 1


@pytest.mark.parametrize(
    ("before", "brought", "after"),
    [
        ("", "the guest's", "the guest's"),
        ("the account's", "the guest's", "the account's\n\nthe guest's"),
        ("the same", "the same", "the same"),
        ("a" * 1990, "b" * 100, "a" * 1990 + "\n\n" + "b" * 8),
        ("a" * 1999, "b" * 100, "a" * 1999),
    ],
)
def test_notes_on_one_fact_are_joined_and_no_word_of_the_account_is_lost(work, guest, student, mark, clock, before, brought, after):
    deck = work.decks[0]
    with transaction(write=True) as connection:
        for who, text in ((student, before), (guest, brought)):
            stored_notes.write(connection, who.id, deck, "length", text, clock.now)
    guests.settle(guest, mark, bring=True)
    assert [(row["fact"], row["text"]) for row in rows(Note, student.id)] == [("length", after)]
    assert rows(Note, guest.id) == []


def test_notes_that_are_left_behind_are_gone(work, guest, student, mark, clock):
    with transaction(write=True) as connection:
        stored_notes.write(connection, guest.id, work.decks[0], "length", "the guest's", clock.now)
    guests.settle(guest, mark, bring=False)
    assert rows(Note, guest.id) + rows(Note, student.id) == []
