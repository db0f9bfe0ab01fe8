"""Questions that learners set aside."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_, bindparam, delete, or_, select

from quizapp.db.base import USER, upsert
from quizapp.db.models import QuestionRow, SetAside

_RUNNING = or_(SetAside.kind == "suspended", SetAside.day == bindparam("day"))
_LISTING = (
    select(QuestionRow.deck_id, QuestionRow.key, SetAside.kind, SetAside.day)
    .join(SetAside, and_(SetAside.question_id == QuestionRow.id, SetAside.user_id == USER))
    .where(_RUNNING, QuestionRow.archived.is_(False))
    .order_by(SetAside.day.desc(), QuestionRow.deck_id, QuestionRow.key)
)


def listing(connection: Connection, user_id: int, day: date) -> list[tuple[str, str, str, date]]:
    """Return (deck, question key, kind, since) of what is set aside on a study day, newest first."""
    return [(deck, key, kind, since) for deck, key, kind, since in connection.execute(_LISTING, {"user_id": user_id, "day": day})]


def suspended(connection: Connection, user_id: int) -> frozenset[int]:
    """Return the questions that a learner suspended."""
    return frozenset(connection.scalars(select(SetAside.question_id).where(SetAside.user_id == user_id, SetAside.kind == "suspended")))


def put(connection: Connection, user_id: int, question_id: int, *, kind: str, day: date) -> None:
    """Set a question aside, replacing an earlier choice."""
    upsert(connection, SetAside, {"user_id": user_id, "question_id": question_id}, {"kind": kind, "day": day})


def bring_back(connection: Connection, user_id: int, question_id: int) -> None:
    """Ask a question again."""
    connection.execute(delete(SetAside).where(SetAside.user_id == user_id, SetAside.question_id == question_id))
