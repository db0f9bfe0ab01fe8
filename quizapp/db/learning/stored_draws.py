"""Facts that were drawn for learners before a quiz that holds some out of practice, and which of them are not asked at a moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, delete, exists, func, insert, or_, select, true
from sqlalchemy.orm import aliased

from quizapp.db.access import CLOSING_ENDS, NOW
from quizapp.db.base import USER
from quizapp.db.models import (
    Answer,
    AssignmentRow,
    Attempt,
    ClassroomRow,
    DayTotal,
    DrawnFact,
    Extension,
    MembershipRow,
    MemoryRow,
    QuestionRow,
)
from quizapp.domain.people.audiences import LEARNERS


@dataclass(frozen=True, slots=True)
class StoredDraw:
    """A row of `drawn_fact`."""

    user_id: int
    assignment_id: int
    fact: str
    left_out: bool
    near: bool


def _taken(user: Any) -> ColumnElement[bool]:
    """Return the condition that somebody has taken the quiz of an assignment: an attempt of theirs has ended."""
    ended = or_(Attempt.closed_at.is_not(None), Attempt.ends_at <= NOW)
    return exists().where(Attempt.assignment_id == AssignmentRow.id, Attempt.user_id == user, ended).correlate(AssignmentRow, DrawnFact)


_HOLDING = (AssignmentRow.holds_out.is_(True), AssignmentRow.practised_at.is_(None), AssignmentRow.withdrawn.is_(False))
_EXTENDED = and_(Extension.assignment_id == AssignmentRow.id, Extension.user_id == DrawnFact.user_id)
_MEMBER = and_(MembershipRow.class_id == AssignmentRow.class_id, MembershipRow.user_id == DrawnFact.user_id)
_OTHER = aliased(QuestionRow)
_BEGUN = exists().where(
    MemoryRow.user_id == DrawnFact.user_id,
    MemoryRow.question_id == _OTHER.id,
    _OTHER.deck_id == AssignmentRow.deck_id,
    _OTHER.fact == DrawnFact.fact,
)

HELD_OUT = (
    select(QuestionRow.id, DrawnFact.assignment_id, DrawnFact.fact)
    .select_from(DrawnFact)
    .join(AssignmentRow, AssignmentRow.id == DrawnFact.assignment_id)
    .join(ClassroomRow, ClassroomRow.id == AssignmentRow.class_id)
    .join(MembershipRow, _MEMBER)
    .outerjoin(Extension, _EXTENDED)
    .join(QuestionRow, and_(QuestionRow.deck_id == AssignmentRow.deck_id, QuestionRow.fact == DrawnFact.fact))
    .where(DrawnFact.user_id == USER, DrawnFact.left_out.is_(True), *_HOLDING, ClassroomRow.archived.is_(False))
    .where(MembershipRow.removed_at.is_(None), or_(*(MembershipRow.role == role for role in LEARNERS)), CLOSING_ENDS > NOW)
    .where(~_taken(DrawnFact.user_id), ~_BEGUN.correlate(DrawnFact, AssignmentRow))
)
"""The questions that a learner is not asked at a moment, each with the assignment that holds its fact out.

A fact is left out until its learner has taken the quiz, the quiz has closed for them, or a teacher ends it; not in an archived class, nor
one that the learner has left. A fact that was begun all the same, in another tab for example, is practised as any other.
"""


_HELD_OUT = HELD_OUT.subquery()
_PACE = (
    select(func.coalesce(func.sum(DayTotal.answers), 0).label("answers"), func.coalesce(func.sum(DayTotal.ms), 0).label("ms"))
    .where(DayTotal.user_id == USER)
    .subquery()
)
_WITH_PACE = select(_PACE.c.answers, _PACE.c.ms, _HELD_OUT.c.id).select_from(_PACE.outerjoin(_HELD_OUT, true()))


def left_out(user: Any, class_id: int) -> ScalarSelect[int]:
    """Select how many facts a member of a class is not asked now because of its quizzes; the query is given `now`."""
    drawn = select(func.count()).select_from(DrawnFact).join(AssignmentRow, AssignmentRow.id == DrawnFact.assignment_id)
    running = (*_HOLDING, AssignmentRow.class_id == class_id, CLOSING_ENDS > NOW, ~_taken(DrawnFact.user_id))
    drawn = drawn.outerjoin(Extension, _EXTENDED).where(DrawnFact.user_id == user, DrawnFact.left_out.is_(True), *running)
    return drawn.where(~_BEGUN.correlate(DrawnFact, AssignmentRow)).correlate(MemoryRow).scalar_subquery()


def held_out(connection: Connection, user_id: int, now: datetime | None) -> dict[int, int]:
    """Return the questions that a learner is not asked now, each with its assignment; none at no moment (None)."""
    return {row.id: row.assignment_id for row in connection.execute(HELD_OUT, {"user_id": user_id, "now": now})}


def held_out_and_pace(connection: Connection, user_id: int, now: datetime | None) -> tuple[set[int], tuple[int, int]]:
    """Return the questions that a learner is not asked now, and how many answers they have given in how many milliseconds altogether."""
    rows = connection.execute(_WITH_PACE, {"user_id": user_id, "now": now}).all()
    return {row.id for row in rows if row.id is not None}, (int(rows[0].answers), int(rows[0].ms))


def waiting(connection: Connection, user_id: int, now: datetime | None) -> Counter[int]:
    """Return how many facts of each assignment a learner is not asked now."""
    rows = connection.execute(HELD_OUT, {"user_id": user_id, "now": now})
    return Counter(assignment for assignment, _ in {(row.assignment_id, row.fact) for row in rows})


def add(connection: Connection, draws: Iterable[StoredDraw]) -> None:
    """Store a draw."""
    if rows := [asdict(one) for one in draws]:
        connection.execute(insert(DrawnFact), rows)


def of(connection: Connection, assignment_ids: Collection[int]) -> list[StoredDraw]:
    """Return everything that was drawn for some assignments."""
    query = select(*DrawnFact.__table__.c).where(DrawnFact.assignment_id.in_(list(assignment_ids)))
    return [
        StoredDraw(**row._asdict())
        for row in connection.execute(query.order_by(DrawnFact.user_id, DrawnFact.assignment_id, DrawnFact.fact))
    ]


def learners(connection: Connection, assignment_id: int) -> set[int]:
    """Return the learners for whom something was drawn for an assignment."""
    return set(connection.scalars(select(DrawnFact.user_id).where(DrawnFact.assignment_id == assignment_id).distinct()))


def taking_part(connection: Connection, class_id: int) -> list[int]:
    """Return those who do the assignments of a class, in the order of their numbers."""
    query = select(MembershipRow.user_id).where(MembershipRow.class_id == class_id, MembershipRow.removed_at.is_(None))
    return list(connection.scalars(query.where(MembershipRow.role.in_(LEARNERS)).order_by(MembershipRow.user_id)))


def answered(connection: Connection, deck_id: str, users: Collection[int]) -> Mapping[int, set[str]]:
    """Return the facts of a deck that learners have ever answered a question on."""
    query = select(Answer.user_id, QuestionRow.fact).join(QuestionRow, QuestionRow.id == Answer.question_id).distinct()
    found: dict[int, set[str]] = defaultdict(set)
    for user_id, fact in connection.execute(query.where(Answer.user_id.in_(list(users)), QuestionRow.deck_id == deck_id)):
        found[user_id].add(fact)
    return found


def drawn_elsewhere(connection: Connection, deck_id: str, users: Collection[int], now: datetime) -> Mapping[int, set[str]]:
    """Return the facts of a deck that are drawn for learners for a quiz that still holds facts out, whichever class it is of."""
    query = select(DrawnFact.user_id, DrawnFact.fact).join(AssignmentRow, AssignmentRow.id == DrawnFact.assignment_id).distinct()
    query = query.outerjoin(Extension, _EXTENDED).where(DrawnFact.user_id.in_(list(users)), AssignmentRow.deck_id == deck_id)
    found: dict[int, set[str]] = defaultdict(set)
    for user_id, fact in connection.execute(query.where(*_HOLDING, CLOSING_ENDS > NOW), {"now": now}):
        found[user_id].add(fact)
    return found


def drop(connection: Connection, deck_id: str, facts: Collection[str], users: Collection[int], *, now: datetime, opens: datetime) -> None:
    """Take facts out of the draws of learners who have not taken their quiz, if it is not over for them when something else `opens`."""
    running = (AssignmentRow.deck_id == deck_id, *_HOLDING, max(now, opens) < CLOSING_ENDS, ~_taken(DrawnFact.user_id))
    quiz = select(AssignmentRow.id).outerjoin(Extension, _EXTENDED).where(AssignmentRow.id == DrawnFact.assignment_id, *running)
    drawn_for = quiz.correlate(DrawnFact).exists()
    mine = delete(DrawnFact).where(DrawnFact.user_id.in_(list(users)), DrawnFact.fact.in_(list(facts)), drawn_for)
    connection.execute(mine, {"now": now})


def keep(connection: Connection, assignment_id: int, facts: Collection[str]) -> None:
    """Take all but some facts out of the draws for a quiz, of those who have not begun it."""
    begun = exists().where(Attempt.assignment_id == DrawnFact.assignment_id, Attempt.user_id == DrawnFact.user_id).correlate(DrawnFact)
    connection.execute(delete(DrawnFact).where(DrawnFact.assignment_id == assignment_id, DrawnFact.fact.not_in(list(facts)), ~begun))
