"""The days on which learners expect tests: their own, and those of their classes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, and_, bindparam, cast, delete, literal, null, select

from quizapp.db.base import USER, upsert
from quizapp.db.models import ClassDeck, ClassroomRow, ClassTest, MembershipRow, OwnTest
from quizapp.domain.people.audiences import LEARNERS

DAY_LENGTH = len("2026-03-27")


@dataclass(frozen=True, slots=True)
class DatedTest:
    """The day of a test on a deck, or on one `category` of it; `goal` is in right answers of 100, 0 without one.

    `class_id` and `of_class` are the number and the name of the class whose test it is, 0 and empty for the learner's own.
    """

    deck: str
    category: str
    day: date
    goal: int = 0
    class_id: int = 0
    of_class: str = ""


_COMING = OwnTest.user_id == USER, OwnTest.day >= bindparam("day")


def among_answers(number: int) -> tuple[Any, Any]:
    """Select the coming tests for the query of a study day.

    In its columns are the goal, the deck, the day with the category, and nothing; or for a class, the day with its name, and its number.
    """
    told = cast(OwnTest.day, String) + OwnTest.category
    own = select(literal(number), OwnTest.goal, null(), OwnTest.deck_id, told, null(), null()).where(*_COMING)
    of_class = cast(ClassTest.day, String) + ClassroomRow.name
    given = and_(ClassDeck.class_id == ClassTest.class_id, ClassDeck.deck_id == ClassTest.deck_id)
    inside = and_(MembershipRow.class_id == ClassTest.class_id, MembershipRow.removed_at.is_(None), MembershipRow.role.in_(LEARNERS))
    open_class = and_(ClassroomRow.id == ClassTest.class_id, ClassroomRow.archived.is_(False))
    columns: Any = literal(number), ClassTest.goal, null(), ClassTest.deck_id, of_class, ClassTest.class_id, null()
    theirs = select(*columns).select_from(MembershipRow).join(ClassTest, inside).join(ClassroomRow, open_class).join(ClassDeck, given)
    return own, theirs.where(MembershipRow.user_id == USER, ClassTest.day >= bindparam("day"))


def read_among_answers(row: Any) -> DatedTest:
    """Return what such a row says."""
    day, rest = date.fromisoformat(row.kind[:DAY_LENGTH]), row.kind[DAY_LENGTH:]
    if row.after_n is None:
        return DatedTest(row.context, rest, day, row.question_id)
    return DatedTest(row.context, "", day, row.question_id, row.after_n, rest)


def save(connection: Connection, user_id: int, test: DatedTest) -> None:
    """Store the day for a deck, replacing an earlier one."""
    keys = {"user_id": user_id, "deck_id": test.deck}
    upsert(connection, OwnTest, keys, {"category": test.category, "day": test.day, "goal": test.goal})


def remove(connection: Connection, user_id: int, deck_id: str) -> None:
    """Delete the day for a deck."""
    connection.execute(delete(OwnTest).where(OwnTest.user_id == user_id, OwnTest.deck_id == deck_id))
