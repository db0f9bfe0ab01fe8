"""Rows of assignments, of the extensions of single students, and of what was done for them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select, update

from quizapp.db.access import CLOSING_ENDS, NOW, out_of_class
from quizapp.db.base import USER, upsert
from quizapp.db.classes.stored_classes import LIVE
from quizapp.db.learning.grades_of_record import POSITION, VERDICT
from quizapp.db.learning.stored_answers import HELD_BACK, UNDONE
from quizapp.db.models import Answer, AssignmentRow, Attempt, ClassroomRow, DeckRow, Extension, MembershipRow, PositionRow, QuestionRow
from quizapp.db.people.stored_accounts import Taking
from quizapp.domain.grading.assignments import AssignedPart, RightAnswer
from quizapp.domain.people.audiences import LEARNERS
from quizapp.domain.questions.question import Verdict


@dataclass(frozen=True, slots=True)
class Assignment:
    """An assignment as its row has it (see the table); `part` is its scope."""

    id: int
    class_id: int
    deck_id: str
    kind: str
    title: str
    part: AssignedPart
    days: int
    size: int
    minutes: int | None
    attempts: int
    counts: str
    feedback: str
    shuffled: bool
    closes_deck: bool
    opens_at: datetime
    due_at: datetime | None
    withdrawn: bool
    holds_out: bool = False
    practised_at: datetime | None = None

    def holding(self, now: datetime) -> bool:
        """Whether it holds facts out of practice at a moment, for those who have not taken it."""
        return self.holds_out and not self.withdrawn and self.practised_at is None and self.due_at is not None and now < self.due_at


@dataclass(frozen=True, slots=True)
class Granted:
    """What one student was granted: a later due date or None, and extra time in percent."""

    due_at: datetime | None = None
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Mine:
    """An assignment as a student of its class sees it."""

    assignment: Assignment
    classroom: str
    zone: str
    archived: bool
    granted: Granted


@dataclass(frozen=True, slots=True)
class AssignmentAttempt:
    """An attempt for an assignment; `points` is None until it is closed, and `saved` then has the total of its responses."""

    user_id: int
    n: int
    assignment_id: int
    of: int
    started_at: datetime
    ends_at: datetime | None
    closed_at: datetime | None
    feedback: str
    points: float | None
    saved: float

    def ended(self, now: datetime) -> datetime | None:
        """Return when it ended, by hand or by the clock; None while it is open."""
        return self.closed_at or (self.ends_at if self.ends_at and self.ends_at <= now else None)


_COLUMNS = [AssignmentRow.__table__.c[name] for name in Assignment.__dataclass_fields__ if name != "part"]
_ALL = [*_COLUMNS, AssignmentRow.scope]
_OPEN = (
    select(Attempt.deck_id, Attempt.n, Attempt.ends_at)
    .where(
        Attempt.user_id == bindparam("user_id"),
        Attempt.deck_id == bindparam("deck"),
        Attempt.assignment_id.is_not(None),
        Attempt.closed_at.is_(None),
        ~out_of_class(),
        or_(Attempt.ends_at.is_(None), Attempt.ends_at > bindparam("now")),
    )
    .limit(1)
)

_MINE = (
    select(*_ALL, ClassroomRow.name.label("classroom"), ClassroomRow.zone, ClassroomRow.archived)
    .add_columns(Extension.due_at.label("granted_due"), func.coalesce(Extension.extra, 0).label("extra"))
    .join(ClassroomRow, ClassroomRow.id == AssignmentRow.class_id)
    .join(MembershipRow, and_(MembershipRow.class_id == AssignmentRow.class_id, MembershipRow.user_id == USER))
    .outerjoin(Extension, and_(Extension.assignment_id == AssignmentRow.id, Extension.user_id == USER))
    .where(LIVE, MembershipRow.role.in_(LEARNERS), AssignmentRow.withdrawn.is_(False))
    .order_by(AssignmentRow.due_at.is_(None), AssignmentRow.due_at, AssignmentRow.id)
)
_MINE_ALONE = _MINE.where(AssignmentRow.id == bindparam("named"))
_MINE_IN_CLASS = _MINE.where(AssignmentRow.class_id == bindparam("named"))
_MINE_EVERYWHERE = _MINE.where(ClassroomRow.archived.is_(False))


def open_attempt(connection: Connection, user_id: int, deck_id: str, now: datetime) -> Taking | None:
    """Return the attempt that counts which a learner has open on a deck, or None; the deck is closed to them in the meantime."""
    row = connection.execute(_OPEN, {"user_id": user_id, "deck": deck_id, "now": now}).one_or_none()
    return Taking(*row) if row else None


def add(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add an assignment and return its id. `values` has `part` in place of the column `scope`."""
    return connection.execute(insert(AssignmentRow).values(_row(values)).returning(AssignmentRow.id)).scalar_one()


def change(connection: Connection, assignment_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of an assignment."""
    connection.execute(update(AssignmentRow).where(AssignmentRow.id == assignment_id).values(_row(values)))


def read(connection: Connection, assignment_id: int) -> Assignment | None:
    """Return an assignment, or None."""
    row = connection.execute(select(*_ALL).where(AssignmentRow.id == assignment_id)).one_or_none()
    return _assignment(row) if row else None


def of_class(connection: Connection, class_id: int) -> list[Assignment]:
    """Return the assignments of a class, including withdrawn ones, in the order of the due dates."""
    query = select(*_ALL).where(AssignmentRow.class_id == class_id)
    return [
        _assignment(row)
        for row in connection.execute(query.order_by(AssignmentRow.due_at.is_(None), AssignmentRow.due_at, AssignmentRow.id))
    ]


def mine(connection: Connection, user_id: int, *, assignment_id: int = 0, class_id: int = 0) -> list[Mine]:
    """Return somebody's assignments in the classes they learn in, in the order of the due dates.

    In all their classes that are not archived, or only in one, or only one assignment.
    """
    if assignment_id:
        query, named = _MINE_ALONE, assignment_id
    elif class_id:
        query, named = _MINE_IN_CLASS, class_id
    else:
        query, named = _MINE_EVERYWHERE, 0
    rows = connection.execute(query, {"user_id": user_id, "named": named}).all()
    return [Mine(_assignment(row), row.classroom, row.zone, row.archived, Granted(row.granted_due, row.extra)) for row in rows]


def graded(connection: Connection, deck_id: str, users: Collection[int], now: datetime) -> list[tuple[int, AssignedPart, datetime]]:
    """Return the parts of a deck that graded assignments cover for learners (user, part, opening): those that are not over for them.

    Those of an archived class count as well: it can be opened again at any time.
    """
    query = (
        select(MembershipRow.user_id, AssignmentRow.scope, AssignmentRow.opens_at)
        .join(AssignmentRow, AssignmentRow.class_id == MembershipRow.class_id)
        .outerjoin(Extension, and_(Extension.assignment_id == AssignmentRow.id, Extension.user_id == MembershipRow.user_id))
        .where(MembershipRow.user_id.in_(list(users)), LIVE, MembershipRow.role.in_(LEARNERS))
        .where(AssignmentRow.deck_id == deck_id, AssignmentRow.withdrawn.is_(False), AssignmentRow.holds_out.is_(False))
        .where(or_(AssignmentRow.due_at.is_(None), CLOSING_ENDS > NOW))
    )
    return [(user_id, _part(scope), opens) for user_id, scope, opens in connection.execute(query, {"now": now})]


def revisions(connection: Connection, deck_ids: Collection[str]) -> dict[str, int]:
    """Return the current revision of those decks that were published."""
    query = select(DeckRow.id, DeckRow.revision_id).where(DeckRow.id.in_(list(deck_ids)), DeckRow.revision_id.is_not(None))
    return {deck: revision or 0 for deck, revision in connection.execute(query)}


def granted(connection: Connection, assignment_ids: Collection[int], user_id: int = 0) -> dict[tuple[int, int], Granted]:
    """Return what students were granted, by (user, assignment), for all of them or for one."""
    query = select(Extension.user_id, Extension.assignment_id, Extension.due_at, Extension.extra)
    query = query.where(Extension.assignment_id.in_(list(assignment_ids)))
    if user_id:
        query = query.where(Extension.user_id == user_id)
    return {(user, assignment): Granted(due, extra) for user, assignment, due, extra in connection.execute(query)}


def latest(connection: Connection, assignment_id: int) -> datetime | None:
    """Return the latest due date that a student was granted for an assignment, or None."""
    return connection.scalar(select(func.max(Extension.due_at)).where(Extension.assignment_id == assignment_id))


def grant(connection: Connection, user_id: int, assignment_id: int, values: Granted) -> None:
    """Grant a student a later due date or more time, replacing what was granted before."""
    upsert(connection, Extension, {"user_id": user_id, "assignment_id": assignment_id}, {"due_at": values.due_at, "extra": values.extra})


def move_ends(connection: Connection, user_id: int, n: int, ends_at: datetime | None) -> None:
    """Give an open attempt another end."""
    mine = (Attempt.user_id == user_id, Attempt.n == n, Attempt.closed_at.is_(None))
    connection.execute(update(Attempt).where(*mine).values(ends_at=ends_at))


def runs(connection: Connection, assignment_ids: Collection[int], user_id: int = 0) -> list[AssignmentAttempt]:
    """Return the attempts for some assignments in the order they were begun, of everybody or of one learner."""
    saved = select(func.coalesce(func.sum(POSITION["score"]), 0.0)).where(
        PositionRow.user_id == Attempt.user_id, PositionRow.attempt == Attempt.n, Attempt.closed_at.is_(None)
    )
    query = select(
        Attempt.user_id,
        Attempt.n,
        Attempt.assignment_id,
        Attempt.questions,
        Attempt.started_at,
        Attempt.ends_at,
        Attempt.closed_at,
        Attempt.feedback,
        Attempt.points,
        saved.correlate(Attempt).scalar_subquery(),
    ).where(Attempt.assignment_id.in_(list(assignment_ids)))
    if user_id:
        query = query.where(Attempt.user_id == user_id)
    rows = connection.execute(query.order_by(Attempt.user_id, Attempt.n))
    return [AssignmentAttempt(user, n, assignment, len(json.loads(asked)), *rest) for user, n, assignment, asked, *rest in rows]


def right_answers(
    connection: Connection, deck_ids: Collection[str], since: datetime, users: Sequence[int]
) -> dict[tuple[int, str], list[RightAnswer]]:
    """Return, by (user, deck), what learners answered right by the grade of record since a moment, outside the cards page.

    Answers that were undone or are held back are left out.
    """
    query = (
        select(Answer.user_id, QuestionRow.deck_id, QuestionRow.fact, Answer.day, func.min(Answer.at))
        .join(QuestionRow, QuestionRow.id == Answer.question_id)
        .where(Answer.user_id.in_(users), QuestionRow.deck_id.in_(list(deck_ids)), Answer.at >= since, Answer.context != "cards")
        .where(VERDICT == Verdict.RIGHT, ~UNDONE, ~HELD_BACK)
        .group_by(Answer.user_id, QuestionRow.deck_id, QuestionRow.fact, Answer.day)
    )
    found: dict[tuple[int, str], list[RightAnswer]] = {}
    for user, deck, fact, day, at in connection.execute(query):
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        found.setdefault((user, deck), []).append(RightAnswer(fact, day, moment))
    return found


def _row(values: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(values)
    if part := row.pop("part", None):
        row["scope"] = json.dumps({"sections": part.sections, "categories": part.categories, "tags": part.tags})
    return row


def _part(scope: str) -> AssignedPart:
    return AssignedPart(**{name: tuple(values) for name, values in json.loads(scope).items()})


def _assignment(row: Any) -> Assignment:
    return Assignment(part=_part(row.scope), **{column.name: getattr(row, column.name) for column in _COLUMNS})
