"""Queries for the memory map of a class: what its students remember of a deck, in one statement however many they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, func, select

from quizapp.db.classes.stored_classes import LIVE, SHOWN
from quizapp.db.learning.own_recalls import own_recall, sums
from quizapp.db.models import AssignmentRow, ClassDeck, DayTotal, DeckRow, MembershipRow, MemoryRow, QuestionRow
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.people.audiences import ClassRole


class Remembered(NamedTuple):
    """What a student remembers of a question: its stability, the study day of the last answer, right answers in a row, if it is proven."""

    learner: int
    question: int
    stability: float
    last: date
    streak: int
    proven: bool


def students(class_id: int) -> Select[Any]:
    """Select the students who are in a class now; teachers, assistants and test students are not among them."""
    return select(MembershipRow.user_id).where(MembershipRow.class_id == class_id, MembershipRow.role == ClassRole.STUDENT, LIVE)


def remembered(connection: Connection, class_id: int, deck_id: str) -> list[Remembered]:
    """Return what the students of a class remember of a deck; rows are returned as they are, since they have these fields in this order."""
    of_deck = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id, QuestionRow.archived.is_(False))
    query = select(MemoryRow.user_id, MemoryRow.question_id, MemoryRow.stability, MemoryRow.last, MemoryRow.streak, MemoryRow.proven)
    query = query.where(MemoryRow.user_id.in_(students(class_id)), MemoryRow.question_id.in_(of_deck))
    return cast("list[Remembered]", connection.execute(query).all())


def own_recalls(connection: Connection, class_id: int) -> dict[int, OwnRecall]:
    """Return what the answers of each student of a class say about their recall, also of those who have answered nothing."""
    here, own = students(class_id).subquery(), sums(students(class_id)).subquery()
    query = select(here.c.user_id, *own.c[1:]).outerjoin(own, own.c.learner == here.c.user_id)
    return {row.user_id: own_recall(row[1:]) for row in connection.execute(query)}


def paces(connection: Connection, class_id: int) -> list[tuple[int, float]]:
    """Return how many answers each student of a class has given, and in how many seconds altogether."""
    query = select(func.sum(DayTotal.answers), func.sum(DayTotal.ms)).where(DayTotal.user_id.in_(students(class_id)))
    return [(int(answers), int(ms) / 1000) for answers, ms in connection.execute(query.group_by(DayTotal.user_id))]


def revision(connection: Connection, class_id: int, deck_id: str) -> int | None:
    """Return the revision of a deck that a class was given, or None if it was not."""
    query = select(DeckRow.revision_id).join(ClassDeck, ClassDeck.deck_id == DeckRow.id)
    here = ClassDeck.class_id == class_id, DeckRow.id == deck_id, DeckRow.visibility.in_(SHOWN)
    return connection.execute(query.where(*here)).scalar_one_or_none()


def next_quiz(connection: Connection, class_id: int, deck_id: str, now: datetime) -> datetime | None:
    """Return when a class's next quiz on a deck is due, or None if there is none."""
    mine = AssignmentRow.class_id == class_id, AssignmentRow.deck_id == deck_id
    quizzes = AssignmentRow.kind == "quiz", AssignmentRow.withdrawn.is_(False), AssignmentRow.due_at > now
    query = select(AssignmentRow.due_at).where(*mine, *quizzes).order_by(AssignmentRow.due_at).limit(1)
    return connection.execute(query).scalar_one_or_none()
