"""The days of a class's tests on its decks, and what was expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, func, select, update
from sqlalchemy.orm import aliased

from quizapp.db.base import upsert
from quizapp.db.classes.stored_classes import SHOWN
from quizapp.db.models import ClassDeck, ClassroomRow, ClassTest, DeckRow


@dataclass(frozen=True, slots=True)
class StoredTest:
    """A deck of a class at its `revision`, and the day of the class's test on it, None without one.

    `goal` is in right answers of 100, 0 for none; `by` is who set the day; `said` is what was expected on the evening before, as JSON.
    """

    revision: int
    day: date | None
    goal: int
    by: str
    said: str


@dataclass(frozen=True, slots=True)
class UnsaidTest:
    """A test of a class, which is in a `zone` (empty: the site's), and the revision of its deck."""

    class_id: int
    deck_id: str
    day: date
    revision: int
    zone: str


def read(connection: Connection, class_id: int, deck_id: str) -> StoredTest | None:
    """Return the test on a deck that a class was given, or None if it was not given it."""
    query: Any = select(DeckRow.revision_id, ClassTest.day, func.coalesce(ClassTest.goal, 0), func.coalesce(ClassTest.by, ""))
    query = query.add_columns(func.coalesce(ClassTest.said, "")).join(ClassDeck, ClassDeck.deck_id == DeckRow.id)
    query = query.outerjoin(ClassTest, and_(ClassTest.class_id == ClassDeck.class_id, ClassTest.deck_id == DeckRow.id))
    here = ClassDeck.class_id == class_id, DeckRow.id == deck_id, DeckRow.visibility.in_(SHOWN), DeckRow.revision_id.is_not(None)
    row = connection.execute(query.where(*here)).one_or_none()
    return StoredTest(*row) if row else None


def save(connection: Connection, class_id: int, deck_id: str, day: date, goal: int, by: str, now: datetime) -> None:
    """Store the day of a test, replacing an earlier one with what was expected of it."""
    upsert(connection, ClassTest, {"class_id": class_id, "deck_id": deck_id}, {"day": day, "goal": goal, "by": by, "at": now, "said": ""})


def remove(connection: Connection, class_id: int, deck_id: str) -> bool:
    """Delete the day of a test; False if there was none."""
    return connection.execute(delete(ClassTest).where(ClassTest.class_id == class_id, ClassTest.deck_id == deck_id)).rowcount == 1


def unsaid(connection: Connection, first: date, last: date) -> list[UnsaidTest]:
    """Return the tests of open classes between two days of which nothing is kept yet."""
    query: Any = select(ClassTest.class_id, ClassTest.deck_id, ClassTest.day, DeckRow.revision_id, ClassroomRow.zone)
    query = query.join(ClassroomRow, ClassroomRow.id == ClassTest.class_id).join(DeckRow, DeckRow.id == ClassTest.deck_id)
    query = query.join(ClassDeck, and_(ClassDeck.class_id == ClassTest.class_id, ClassDeck.deck_id == ClassTest.deck_id))
    here = ClassTest.said == "", ClassTest.day.between(first, last), ClassroomRow.archived.is_(False), DeckRow.revision_id.is_not(None)
    return [UnsaidTest(*row) for row in connection.execute(query.where(*here).order_by(ClassTest.class_id, ClassTest.deck_id))]


def keep_said(connection: Connection, test: UnsaidTest, said: str) -> int:
    """Keep what is expected of a test, unless its day was changed meanwhile; return of how many tests it was kept."""
    same = ClassTest.class_id == test.class_id, ClassTest.deck_id == test.deck_id, ClassTest.day == test.day, ClassTest.said == ""
    return connection.execute(update(ClassTest).where(*same).values(said=said)).rowcount


def move(connection: Connection, class_id: int, old: str, new: str) -> None:
    """Let the test on a deck be on another one from now on, unless there is a test on that already."""
    other = aliased(ClassTest)
    there = exists().where(other.class_id == class_id, other.deck_id == new)
    connection.execute(update(ClassTest).where(ClassTest.class_id == class_id, ClassTest.deck_id == old, ~there).values(deck_id=new))
