"""Runs of the practices that do not feed memory: timelines placed and causes drawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from quizapp.db.models import Practice


@dataclass(frozen=True, slots=True)
class StoredPractice:
    """A row of `practice`: `given` is JSON, `score` is between 0 and 1."""

    user_id: int
    n: int
    deck_id: str
    kind: str
    revision_id: int
    given: str
    score: float
    nonce: str
    day: date
    at: datetime


def add(connection: Connection, practice: StoredPractice) -> int:
    """Store a run under the learner's next number and return it; the same nonce sent twice is stored once. `practice.n` is ignored."""
    mine = Practice.user_id == practice.user_id
    before = connection.scalar(select(Practice.n).where(mine, Practice.nonce == practice.nonce))
    if before is not None:
        return before
    number = (connection.scalar(select(func.max(Practice.n)).where(mine)) or 0) + 1
    connection.execute(insert(Practice).values({**asdict(practice), "n": number}))
    return number


def change(connection: Connection, practice: StoredPractice) -> None:
    """Write down how a run has gone on."""
    mine = (Practice.user_id == practice.user_id, Practice.n == practice.n)
    connection.execute(update(Practice).where(*mine).values(asdict(practice)))


def of_form(connection: Connection, user_id: int, nonce: str) -> StoredPractice | None:
    """Return the run of a learner that began with a form, or None."""
    row = connection.execute(select(Practice.__table__).where(Practice.user_id == user_id, Practice.nonce == nonce)).one_or_none()
    return StoredPractice(**row._asdict()) if row else None


def one(connection: Connection, user_id: int, n: int) -> StoredPractice | None:
    """Return one run of a learner, or None."""
    row = connection.execute(select(Practice.__table__).where(Practice.user_id == user_id, Practice.n == n)).one_or_none()
    return StoredPractice(**row._asdict()) if row else None


def history(connection: Connection, user_id: int, deck_id: str, kind: str, *, limit: int = 10) -> list[StoredPractice]:
    """Return the newest runs of a learner in a deck, newest first."""
    mine = (Practice.user_id == user_id, Practice.deck_id == deck_id, Practice.kind == kind)
    query = select(Practice.__table__).where(*mine).order_by(Practice.n.desc()).limit(limit)
    return [StoredPractice(**row._asdict()) for row in connection.execute(query)]
