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


def among_answers(number: int) -> Any:
    """Select the coming tests for the query of a study day, in whose columns are the goal, the deck, and the day with the category."""
    told = cast(OwnTest.day, String) + OwnTest.category
    return select(literal(number), OwnTest.goal, null(), OwnTest.deck_id, told, null(), null()).where(*_COMING)


def read_among_answers(row: Any) -> DatedTest:
    """Return what such a row says."""
    return DatedTest(row.context, row.kind[DAY_LENGTH:], date.fromisoformat(row.kind[:DAY_LENGTH]), row.question_id)


def save(connection: Connection, user_id: int, test: DatedTest) -> None:
    """Store the day for a deck, replacing an earlier one."""
    keys = {"user_id": user_id, "deck_id": test.deck}
    upsert(connection, OwnTest, keys, {"category": test.category, "day": test.day, "goal": test.goal})


def remove(connection: Connection, user_id: int, deck_id: str) -> None:
    """Delete the day for a deck."""
    connection.execute(delete(OwnTest).where(OwnTest.user_id == user_id, OwnTest.deck_id == deck_id))
