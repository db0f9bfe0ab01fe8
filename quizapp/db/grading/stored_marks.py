"""Rows of grade changes made by hand by a teacher: never updated, the newest counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select

from quizapp.db.learning.grades_of_record import POSITION
from quizapp.db.models import MarkRow, PositionRow


@dataclass(frozen=True, slots=True)
class Mark:
    """A change by hand: `kind` is mark, void, excuse or unexcuse; `before` is the score that the position has by its response."""

    user_id: int
    assignment_id: int
    kind: str
    attempt: int | None
    position: int | None
    score: float | None
    why: str
    by: str
    at: datetime
    before: float


def add(connection: Connection, mark: Mark) -> None:
    """Store a change."""
    n = (connection.scalar(select(func.max(MarkRow.n)).where(MarkRow.user_id == mark.user_id)) or 0) + 1
    columns = ("user_id", "assignment_id", "kind", "attempt", "position", "score", "why", "by", "at")
    connection.execute(insert(MarkRow).values(n=n, **{name: getattr(mark, name) for name in columns}))


def of(connection: Connection, assignment_ids: Collection[int], user_id: int = 0) -> list[Mark]:
    """Return every change for some assignments, oldest first, for everybody or one student."""
    here = and_(PositionRow.user_id == MarkRow.user_id, PositionRow.attempt == MarkRow.attempt, PositionRow.position == MarkRow.position)
    query = (
        select(
            MarkRow.user_id,
            MarkRow.assignment_id,
            MarkRow.kind,
            MarkRow.attempt,
            MarkRow.position,
            MarkRow.score,
            MarkRow.why,
            MarkRow.by,
            MarkRow.at,
            func.coalesce(POSITION["score"], 0.0),
        )
        .outerjoin(PositionRow, here)
        .where(MarkRow.assignment_id.in_(list(assignment_ids)))
        .order_by(MarkRow.user_id, MarkRow.at, MarkRow.n)
    )
    if user_id:
        query = query.where(MarkRow.user_id == user_id)
    return [Mark(*row) for row in connection.execute(query)]
