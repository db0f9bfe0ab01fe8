"""Rows of classes, of their members, and of the decks they were given."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Executable, Select, and_, delete, func, insert, or_, select, update

from quizapp.db.access import owned
from quizapp.db.base import held
from quizapp.db.models import (
    Account,
    AssignmentRow,
    Attempt,
    ClassDeck,
    ClassroomRow,
    ClassTest,
    DayTotal,
    DeckOwner,
    DeckRow,
    LogEntry,
    MembershipRow,
)
from quizapp.domain.people.audiences import ClassRole
from quizapp.domain.reading.deck import Visibility

SHOWN = (Visibility.PUBLIC, Visibility.CLASS, Visibility.ARCHIVED)
"""The visibilities of decks that a class can be given."""

LIVE = MembershipRow.removed_at.is_(None)
_COLUMNS = (
    ClassroomRow.id,
    ClassroomRow.name,
    ClassroomRow.zone,
    ClassroomRow.code,
    ClassroomRow.code_until,
    ClassroomRow.accounts_only,
    ClassroomRow.archived,
    ClassroomRow.desired_retention,
)


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class; its join `code` is valid until `code_until`. `desired_retention` is in hundredths, None if it wants none."""

    id: int
    name: str
    zone: str
    code: str | None
    code_until: datetime | None
    accounts_only: bool
    archived: bool
    desired_retention: int | None


@dataclass(frozen=True, slots=True)
class ListedClass:
    """A class in a list; `role` is the visitor's, empty if they are not a member. `students` counts those who are in it now."""

    id: int
    name: str
    archived: bool
    role: str
    students: int


@dataclass(frozen=True, slots=True)
class Member:
    """A current or former member of a class. `username` is None without an account; `week` counts the answers of the last days."""

    user_id: int
    name: str
    role: str
    joined_at: datetime
    removed_at: datetime | None
    username: str | None
    account_role: str
    made_in: int | None
    last_day: date | None
    week: int

    @property
    def live(self) -> bool:
        """Whether this person is in the class now."""
        return self.removed_at is None


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """A student's quiz attempt: the titles of the deck and the assignment (empty for practice), and the points out of `size` questions."""

    n: int
    title: str
    assignment: str
    assignment_id: int | None
    started_at: datetime
    closed_at: datetime | None
    points: float | None
    size: int


@dataclass(frozen=True, slots=True)
class GivenDeck:
    """A deck as it is given to a class, and the day of the class's test on it."""

    id: str
    title: str
    test_day: date | None = None


def add(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add a class and return its id."""
    return connection.execute(insert(ClassroomRow).values(values).returning(ClassroomRow.id)).scalar_one()


def read(connection: Connection, class_id: int) -> Classroom | None:
    """Return a class, or None; a transaction that writes locks it until the end."""
    return _one(connection, held(connection, select(*_COLUMNS).where(ClassroomRow.id == class_id)))


def place(connection: Connection, class_id: int, user_id: int) -> tuple[Classroom | None, str, bool]:
    """Return a class like `read`, the role that somebody has or had in it, empty without one, and whether they are in it now."""
    mine = and_(MembershipRow.class_id == ClassroomRow.id, MembershipRow.user_id == user_id)
    columns: Sequence[Any] = (*_COLUMNS, MembershipRow.role, MembershipRow.removed_at)
    query: Select[Any] = select(*columns).select_from(ClassroomRow).outerjoin(MembershipRow, mine)
    row = connection.execute(held(connection, query.where(ClassroomRow.id == class_id), of=ClassroomRow)).one_or_none()
    if row is None:
        return None, "", False
    return Classroom(*row[: len(_COLUMNS)]), row.role or "", row.role is not None and row.removed_at is None


def by_code(connection: Connection, code: str) -> Classroom | None:
    """Return the class of a join code, even an expired one, or None."""
    return _one(connection, held(connection, select(*_COLUMNS).where(ClassroomRow.code == code)))


def _one(connection: Connection, query: Executable) -> Classroom | None:
    row = connection.execute(query).one_or_none()
    return Classroom(*row) if row else None


def change(connection: Connection, class_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a class."""
    connection.execute(update(ClassroomRow).where(ClassroomRow.id == class_id).values(values))


def listing(connection: Connection, user_id: int, *, every: bool = False) -> list[ListedClass]:
    """Return the classes somebody is in, or every class of the site: first those that are not archived, by name."""
    counted = select(func.count()).where(MembershipRow.class_id == ClassroomRow.id, LIVE, MembershipRow.role == ClassRole.STUDENT)
    students = counted.correlate(ClassroomRow).scalar_subquery()
    mine = and_(MembershipRow.class_id == ClassroomRow.id, MembershipRow.user_id == user_id, LIVE)
    query = select(ClassroomRow.id, ClassroomRow.name, ClassroomRow.archived, func.coalesce(MembershipRow.role, ""), students)
    query = query.outerjoin(MembershipRow, mine) if every else query.join(MembershipRow, mine)
    return [ListedClass(*row) for row in connection.execute(query.order_by(ClassroomRow.archived, ClassroomRow.name, ClassroomRow.id))]


def standing(connection: Connection, class_id: int, user_id: int) -> tuple[str, bool]:
    """Return the role somebody has or had in a class, empty without a row, and whether they are in it now."""
    query = select(MembershipRow.role, MembershipRow.removed_at)
    row = connection.execute(query.where(MembershipRow.user_id == user_id, MembershipRow.class_id == class_id)).one_or_none()
    return (row.role, row.removed_at is None) if row else ("", False)


def names(connection: Connection, class_id: int) -> dict[int, str]:
    """Return the names in class of its members, by user, without test students."""
    query = select(MembershipRow.user_id, MembershipRow.name).where(MembershipRow.class_id == class_id, LIVE)
    return dict(connection.execute(query.where(MembershipRow.role != ClassRole.TESTER)).all())


def name(connection: Connection, class_id: int, user_id: int) -> str:
    """Return somebody's name in a class; empty if they were never in it."""
    query = select(MembershipRow.name).where(MembershipRow.user_id == user_id, MembershipRow.class_id == class_id)
    return connection.scalar(query) or ""


def left(connection: Connection, class_id: int) -> set[int]:
    """Return the former members who left a class by themselves and were not removed, according to the last line in the log."""
    query = select(LogEntry.detail, LogEntry.action).where(LogEntry.object == f"class:{class_id}", LogEntry.action.in_(("left", "removed")))
    last = dict(connection.execute(query.order_by(LogEntry.id)).all())
    return {int(user_id) for user_id, action in last.items() if action == "left"}


def tester(connection: Connection, class_id: int, name: str) -> int | None:
    """Return the test student of a teacher in a class, or None."""
    query = select(MembershipRow.user_id).where(MembershipRow.class_id == class_id, MembershipRow.role == ClassRole.TESTER, LIVE)
    return connection.scalar(query.where(MembershipRow.name == name))


def add_member(connection: Connection, class_id: int, user_id: int, *, role: str, name: str, now: datetime) -> None:
    """Add somebody to a class who was never in it."""
    connection.execute(insert(MembershipRow).values(user_id=user_id, class_id=class_id, role=role, name=name, joined_at=now))


def change_member(connection: Connection, class_id: int, user_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a membership."""
    member = update(MembershipRow).where(MembershipRow.user_id == user_id, MembershipRow.class_id == class_id)
    connection.execute(member.values(values))


def members(connection: Connection, class_id: int, since: date, user_id: int | None = None) -> list[Member]:
    """Return current and former members of a class, or one of them, by name, with the last study day and the answers since a day."""
    totals = select(func.max(DayTotal.day)).where(DayTotal.user_id == MembershipRow.user_id, DayTotal.answers > 0)
    week = select(func.coalesce(func.sum(DayTotal.answers), 0)).where(DayTotal.user_id == MembershipRow.user_id, DayTotal.day >= since)
    query = (
        select(
            MembershipRow.user_id,
            MembershipRow.name,
            MembershipRow.role,
            MembershipRow.joined_at,
            MembershipRow.removed_at,
            Account.username,
            Account.role,
            Account.made_in,
            totals.correlate(MembershipRow).scalar_subquery(),
            week.correlate(MembershipRow).scalar_subquery(),
        )
        .join(Account, Account.id == MembershipRow.user_id)
        .where(MembershipRow.class_id == class_id)
        .order_by(func.lower(MembershipRow.name), MembershipRow.user_id)
    )
    if user_id is not None:
        query = query.where(MembershipRow.user_id == user_id)
    return [Member(*row) for row in connection.execute(query)]


def first_passwords(connection: Connection, class_id: int, user_ids: Collection[int]) -> list[tuple[str, str]]:
    """Return the name and user name of those members who still have a first password, by name."""
    query = select(MembershipRow.name, func.coalesce(Account.username, "")).join(Account, Account.id == MembershipRow.user_id)
    query = query.where(MembershipRow.class_id == class_id, MembershipRow.user_id.in_(user_ids), LIVE, Account.first_password.is_(True))
    return [(name, username) for name, username in connection.execute(query.order_by(func.lower(MembershipRow.name)))]


def decks(connection: Connection, class_id: int) -> list[GivenDeck]:
    """Return the published decks of a class, by title."""
    query = select(DeckRow.id, DeckRow.title, ClassTest.day).join(ClassDeck, ClassDeck.deck_id == DeckRow.id)
    query = query.outerjoin(ClassTest, and_(ClassTest.class_id == ClassDeck.class_id, ClassTest.deck_id == DeckRow.id))
    query = query.where(ClassDeck.class_id == class_id, DeckRow.revision_id.is_not(None), DeckRow.visibility.in_(SHOWN))
    return [GivenDeck(*row) for row in connection.execute(query.order_by(DeckRow.title, DeckRow.id))]


def attempts(connection: Connection, class_id: int, user_id: int) -> list[AttemptLine]:
    """Return somebody's attempts on the decks of a class, without those for assignments of other classes, newest first."""
    columns = Attempt.n, DeckRow.title, func.coalesce(AssignmentRow.title, ""), Attempt.assignment_id, Attempt.started_at
    query = (
        select(*columns, Attempt.closed_at, Attempt.points, Attempt.questions)
        .join(DeckRow, DeckRow.id == Attempt.deck_id)
        .join(ClassDeck, and_(ClassDeck.deck_id == Attempt.deck_id, ClassDeck.class_id == class_id))
        .outerjoin(AssignmentRow, AssignmentRow.id == Attempt.assignment_id)
        .where(Attempt.user_id == user_id, or_(Attempt.assignment_id.is_(None), AssignmentRow.class_id == class_id))
    )
    return [AttemptLine(*row[:-1], len(json.loads(row.questions))) for row in connection.execute(query.order_by(Attempt.n.desc()))]


def to_give(connection: Connection, class_id: int, user_id: int) -> list[GivenDeck]:
    """Return the decks that a class does not have, public ones and those that somebody owns, by title."""
    given = select(ClassDeck.deck_id).where(ClassDeck.class_id == class_id)
    theirs = and_(DeckRow.visibility == Visibility.CLASS, owned(user_id))
    offered = (DeckRow.revision_id.is_not(None), or_(DeckRow.visibility == Visibility.PUBLIC, theirs))
    query = select(DeckRow.id, DeckRow.title).where(*offered)
    return [GivenDeck(*row) for row in connection.execute(query.where(DeckRow.id.not_in(given)).order_by(DeckRow.title, DeckRow.id))]


def owns_a_deck(connection: Connection, user_id: int) -> bool:
    """Whether somebody has written or imported a deck, published or not."""
    return connection.scalar(select(DeckOwner.deck_id).where(DeckOwner.user_id == user_id).limit(1)) is not None


def give(connection: Connection, class_id: int, deck_id: str) -> None:
    """Give a class a deck that it does not have."""
    connection.execute(insert(ClassDeck).values(class_id=class_id, deck_id=deck_id))


def take_away(connection: Connection, class_id: int, deck_id: str) -> bool:
    """Take a deck from a class; False if it did not have it."""
    return connection.execute(delete(ClassDeck).where(ClassDeck.class_id == class_id, ClassDeck.deck_id == deck_id)).rowcount == 1
