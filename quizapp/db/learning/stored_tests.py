"""The days on which learners expect tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, bindparam, cast, delete, literal, null, select

from quizapp.db.base import USER, upsert
from quizapp.db.models import OwnTest

DAY_LENGTH = len("2026-03-27")


@dataclass(frozen=True, slots=True)
class DatedTest:
    """The day of a test on a deck, or on one `category` of it; `goal` is in right answers of 100, 0 without one."""

    deck: str
    category: str
    day: date
    goal: int = 0


_COMING = OwnTest.user_id == USER, OwnTest.day >= bindparam("day")
_OF_DECK = select(OwnTest.deck_id, OwnTest.category, OwnTest.day, OwnTest.goal).where(*_COMING, OwnTest.deck_id == bindparam("deck"))


def among_answers(number: int) -> Any:
    """Select the coming tests for the query of a study day, whose rows have numbers and texts: the deck, and the day with the category."""
    told = cast(OwnTest.day, String) + OwnTest.category
    return select(literal(number), literal(0), null(), OwnTest.deck_id, told, null(), null()).where(*_COMING)


def read_among_answers(row: Any) -> DatedTest:
    """Return what such a row says; it says nothing of the goal."""
    return DatedTest(row.context, row.kind[DAY_LENGTH:], date.fromisoformat(row.kind[:DAY_LENGTH]))


def coming(connection: Connection, user_id: int, deck_id: str, day: date) -> DatedTest | None:
    """Return the test that a learner expects on a deck on a day or later, or None."""
    row = connection.execute(_OF_DECK, {"user_id": user_id, "deck": deck_id, "day": day}).one_or_none()
    return DatedTest(*row) if row else None


def save(connection: Connection, user_id: int, test: DatedTest) -> None:
    """Store the day for a deck, replacing an earlier one."""
    keys = {"user_id": user_id, "deck_id": test.deck}
    upsert(connection, OwnTest, keys, {"category": test.category, "day": test.day, "goal": test.goal})


def remove(connection: Connection, user_id: int, deck_id: str) -> None:
    """Delete the day for a deck."""
    connection.execute(delete(OwnTest).where(OwnTest.user_id == user_id, OwnTest.deck_id == deck_id))
