"""Queries about quizzes: a learner's attempts, and the responses to their positions."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from quizapp.db.access import at, closed_until, out_of_class
from quizapp.db.base import USER, upsert, values_of
from quizapp.db.learning.grades_of_record import POSITION
from quizapp.db.models import Account, AssignmentRow, Attempt, DeckRow, Extension, PositionRow
from quizapp.domain.questions.grading_rules import GRADING_RULES


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """A row of `attempt`; `questions` are (question id, version id) by position, the first of which is number 1.

    `deck_closed_until` is when its deck opens again to the learner, if it is closed to them; it is read, not stored.
    """

    user_id: int
    n: int
    deck_id: str
    revision_id: int
    seed: str
    questions: tuple[tuple[int, int], ...]
    feedback: str
    started_at: datetime
    ends_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    points: float | None = None
    assignment_id: int | None = None
    held_back: bool = False
    deck_closed_until: datetime | None = None

    def ended(self, now: datetime) -> datetime | None:
        """Return when the attempt ended, handed in or out of time; None while it is open. It may not have been closed yet."""
        return self.closed_at or (self.ends_at if self.ends_at and self.ends_at <= now else None)

    def left(self, now: datetime) -> int | None:
        """Return how many seconds are left, or None without a limit."""
        return int((self.ends_at - now).total_seconds()) if self.ends_at else None


@dataclass(frozen=True, slots=True)
class StoredPosition:
    """A row of `position`; `response` is a JSON list, empty for "I don't know"."""

    user_id: int
    attempt: int
    position: int
    response: str
    score: float
    verdict: str
    settled: bool
    nonce: str
    ms: int | None
    at: datetime
    rules: int = GRADING_RULES


_ONE = (
    select(Attempt.__table__, closed_until(USER).label("deck_closed_until"))
    .join(DeckRow, DeckRow.id == Attempt.deck_id)
    .where(Attempt.user_id == USER, Attempt.n == bindparam("n"))
)
_MINE = _ONE.where(~out_of_class())


def attempt(connection: Connection, user_id: int, n: int, now: datetime | None = None) -> StoredAttempt | None:
    """Return one attempt of a learner, or None; with `now`, also whether its deck is closed to them at that moment."""
    row = connection.execute(_ONE, {"user_id": user_id, "n": n, **at(now)}).one_or_none()
    return _attempt(row) if row else None


def mine(connection: Connection, user_id: int, n: int, now: datetime | None = None) -> StoredAttempt | None:
    """Return the same for its learner; None also if it is for a class that they are no longer in."""
    row = connection.execute(_MINE, {"user_id": user_id, "n": n, **at(now)}).one_or_none()
    return _attempt(row) if row else None


def attempts_of(connection: Connection, user_id: int, deck_id: str) -> list[StoredAttempt]:
    """Return a learner's attempts on a deck, newest first, without those for classes that they are no longer in."""
    query = select(Attempt.__table__).where(Attempt.user_id == user_id, Attempt.deck_id == deck_id, ~out_of_class())
    return [_attempt(row) for row in connection.execute(query.order_by(Attempt.n.desc()))]


def add(connection: Connection, started: StoredAttempt) -> int:
    """Store a new attempt under the learner's next number, which is returned. Raises IntegrityError if the number is taken."""
    n = (connection.scalar(select(func.max(Attempt.n)).where(Attempt.user_id == started.user_id)) or 0) + 1
    values = asdict(replace(started, n=n)) | {"questions": json.dumps(started.questions)}
    del values["deck_closed_until"]
    connection.execute(insert(Attempt).values(values))
    return n


def close(connection: Connection, closing: StoredAttempt, at: datetime, *, by: str, points: float, held_back: bool) -> None:
    """Record when and by whom an attempt was closed, its points, and whether its verdicts are held back."""
    mine = (Attempt.user_id == closing.user_id, Attempt.n == closing.n)
    connection.execute(update(Attempt).where(*mine).values(closed_at=at, closed_by=by, points=points, held_back=held_back))


def held_too_long(connection: Connection, now: datetime) -> list[tuple[int, int]]:
    """Return (user, number) of the attempts whose verdicts are held back although their quiz has closed or was withdrawn."""
    mine = and_(Extension.assignment_id == Attempt.assignment_id, Extension.user_id == Attempt.user_id)
    closed = and_(AssignmentRow.due_at <= now, or_(Extension.due_at.is_(None), Extension.due_at <= now))
    query = select(Attempt.user_id, Attempt.n).join(AssignmentRow, AssignmentRow.id == Attempt.assignment_id).outerjoin(Extension, mine)
    query = query.where(Attempt.held_back, or_(closed, AssignmentRow.due_at.is_(None), AssignmentRow.withdrawn))
    return [(user_id, n) for user_id, n in connection.execute(query.order_by(Attempt.user_id, Attempt.n))]


def release(connection: Connection, user_id: int, n: int) -> None:
    """Record that the verdicts of an attempt are no longer held back."""
    connection.execute(update(Attempt).where(Attempt.user_id == user_id, Attempt.n == n).values(held_back=False))


def closed(connection: Connection, user_id: int) -> dict[int, float | None]:
    """Return the points of a learner's attempts that were closed, by number."""
    query = select(Attempt.n, Attempt.points).where(Attempt.user_id == user_id, Attempt.closed_at.is_not(None))
    return {row.n: row.points for row in connection.execute(query.order_by(Attempt.n))}


def set_points(connection: Connection, user_id: int, n: int, points: float) -> None:
    """Store the points of an attempt."""
    connection.execute(update(Attempt).where(Attempt.user_id == user_id, Attempt.n == n).values(points=points))


def overdue(connection: Connection, now: datetime) -> list[tuple[int, int, str]]:
    """Return (user, number, the user's zone or "") of the attempts whose time is up and that are not closed."""
    query = select(Attempt.user_id, Attempt.n, Account.zone).join(Account, Account.id == Attempt.user_id)
    rows = connection.execute(query.where(Attempt.closed_at.is_(None), Attempt.ends_at <= now).order_by(Attempt.user_id, Attempt.n))
    return [(user_id, n, zone) for user_id, n, zone in rows]


def positions(connection: Connection, user_id: int, attempt: int) -> dict[int, StoredPosition]:
    """Return the responses in an attempt by position, in order, with their grades of record."""
    columns = {column.name: column for column in PositionRow.__table__.c} | POSITION
    mine = (PositionRow.user_id == user_id, PositionRow.attempt == attempt)
    query = select(*(column.label(name) for name, column in columns.items())).where(*mine)
    return {row.position: StoredPosition(**row._asdict()) for row in connection.execute(query.order_by(PositionRow.position))}


def position(connection: Connection, user_id: int, attempt: int, position: int) -> StoredPosition | None:
    """Return the response to one position, or None."""
    mine = (PositionRow.user_id == user_id, PositionRow.attempt == attempt, PositionRow.position == position)
    row = connection.execute(select(PositionRow.__table__).where(*mine)).one_or_none()
    return StoredPosition(**row._asdict()) if row else None


def save_position(connection: Connection, saved: StoredPosition) -> None:
    """Store the response to a position, replacing an earlier one."""
    values = values_of(saved)
    keys = {name: values.pop(name) for name in ("user_id", "attempt", "position")}
    upsert(connection, PositionRow, keys, values)


def drop_position(connection: Connection, user_id: int, attempt: int, position: int) -> None:
    """Delete the response to a position."""
    mine = (PositionRow.user_id == user_id, PositionRow.attempt == attempt, PositionRow.position == position)
    connection.execute(delete(PositionRow).where(*mine))


def _attempt(row: Any) -> StoredAttempt:
    values = row._asdict()
    return StoredAttempt(**values | {"questions": tuple((pair[0], pair[1]) for pair in json.loads(values["questions"]))})
