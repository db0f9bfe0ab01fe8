"""Queries for the lesson page: what the students of a class are doing now, in a few statements however many they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, and_, case, func, or_, select

from quizapp.db.classes.class_memories import students
from quizapp.db.classes.stored_classes import LIVE, SHOWN
from quizapp.db.learning import stored_draws
from quizapp.db.learning.stored_answers import UNDONE
from quizapp.db.models import Account, Answer, Attempt, ClassDeck, DeckRow, MembershipRow, MemoryRow, QuestionRow
from quizapp.domain.people.audiences import ClassRole


class Present(NamedTuple):
    """A student of a class: when they joined, the day (UTC) of their last visit, and how many new facts they take a day."""

    learner: int
    joined_at: datetime
    active_on: date
    new_facts: int


class RecentAnswer(NamedTuple):
    """An answer of the last hour, oldest first."""

    learner: int
    deck: str
    question: int
    score: float
    response: str
    at: datetime


class Begun(NamedTuple):
    """How far a student is with the decks of the class: facts met, those first met today, questions that are due, facts left out."""

    learner: int
    met: int
    today: int
    waiting: int
    left_out: int


_OPEN = or_(Answer.context == "study", and_(Answer.context == "quiz", Attempt.assignment_id.is_(None)))
"""Study, and quizzes that do not count: the questions of assignments are not shown to the class while others may still take them."""


def present(connection: Connection, class_id: int) -> list[Present]:
    """Return the students who are in a class."""
    query = select(MembershipRow.user_id, MembershipRow.joined_at, Account.active_on, Account.new_facts)
    mine = MembershipRow.class_id == class_id, MembershipRow.role == ClassRole.STUDENT, LIVE
    rows = connection.execute(query.join(Account, Account.id == MembershipRow.user_id).where(*mine))
    return [Present(*row) for row in rows]


def revisions(connection: Connection, class_id: int) -> dict[str, int]:
    """Return the current revision of each deck that a class was given."""
    query = select(DeckRow.id, DeckRow.revision_id).join(ClassDeck, ClassDeck.deck_id == DeckRow.id)
    rows = connection.execute(query.where(ClassDeck.class_id == class_id, DeckRow.visibility.in_(SHOWN)))
    return {deck: revision for deck, revision in rows if revision}


def given(connection: Connection, class_id: int, *, since: datetime, question: int | None = None) -> list[RecentAnswer]:
    """Return the answers of a class's students to its decks, or to one question, since a moment; undone ones are left out."""
    query = (
        select(Answer.user_id, QuestionRow.deck_id, Answer.question_id, Answer.score, Answer.response, Answer.at)
        .join(QuestionRow, QuestionRow.id == Answer.question_id)
        .join(ClassDeck, and_(ClassDeck.deck_id == QuestionRow.deck_id, ClassDeck.class_id == class_id))
        .outerjoin(Attempt, and_(Attempt.user_id == Answer.user_id, Attempt.n == Answer.attempt))
        .where(Answer.user_id.in_(students(class_id)), _OPEN, Answer.at >= since, ~UNDONE)
        .order_by(Answer.at, Answer.user_id, Answer.n)
    )
    if question is not None:
        query = query.where(Answer.question_id == question)
    return [RecentAnswer(*row) for row in connection.execute(query)]


def begun(connection: Connection, class_id: int, day: date, now: datetime) -> list[Begun]:
    """Return how far each student is on a study day; what is left out of practice until a quiz is so at a moment."""
    fact = QuestionRow.deck_id + "/" + QuestionRow.fact
    first_today: Any = case((MemoryRow.first_day == day, fact))
    waiting: Any = case((and_(MemoryRow.ask_day <= day, MemoryRow.last < day), fact))
    query = (
        select(MemoryRow.user_id, func.count(fact.distinct()), func.count(first_today.distinct()), func.count(waiting.distinct()))
        .add_columns(stored_draws.left_out(MemoryRow.user_id, class_id))
        .join(QuestionRow, QuestionRow.id == MemoryRow.question_id)
        .join(ClassDeck, and_(ClassDeck.deck_id == QuestionRow.deck_id, ClassDeck.class_id == class_id))
        .where(MemoryRow.user_id.in_(students(class_id)), QuestionRow.archived.is_(False))
        .group_by(MemoryRow.user_id)
    )
    return cast("list[Begun]", [Begun(*row) for row in connection.execute(query, {"now": now})])
