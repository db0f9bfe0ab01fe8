"""Students, classes and log lines that may be old enough to go."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, String, cast, delete, exists, func, literal, select, update

from quizapp.db import log
from quizapp.db.base import Base, held
from quizapp.db.models import (
    Account,
    AssignmentRow,
    Attempt,
    ClassDeck,
    ClassroomRow,
    ClassTest,
    DeckOwner,
    DrawnFact,
    Extension,
    Invitation,
    LogEntry,
    MarkRow,
    MembershipRow,
)
from quizapp.db.people.personal import AT_ONCE
from quizapp.domain.people.audiences import AccountRole, ClassRole

GONE = 0
"""In `made_in`: the class that made the account does not exist any more, and no later class has this number."""

_OBJECT = literal("class:") + cast(ClassroomRow.id, String)
_ARCHIVED_AT = (
    select(func.max(LogEntry.at)).where(LogEntry.object == _OBJECT, LogEntry.action == "archived").correlate(ClassroomRow).scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student's account; `of_class` if a class made it."""

    id: int
    username: str
    of_class: bool
    active_on: date


@dataclass(frozen=True, slots=True)
class EndedMembership:
    """When somebody's part in a class ended, because it was archived or they left it: None while it has not, or if nobody knows.

    Also who left before a class was archived is in it until then: the class, with their marks, is kept for its own term.
    """

    user_id: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ArchivedClass:
    """An archived class; `at` is None if nobody knows when that was."""

    id: int
    name: str
    at: datetime | None


def students(connection: Connection, seen_by: date, among: Collection[int] = ()) -> list[StudentRow]:
    """Return the students last seen on a day or before, by name, `among` some accounts or all.

    Those are left out who own a deck, teach or assist in a class, or have a quiz open that a running class was given.
    """
    owns = exists().where(DeckOwner.user_id == Account.id)
    staff = (ClassRole.TEACHER, ClassRole.ASSISTANT)
    leads = exists().where(MembershipRow.user_id == Account.id, MembershipRow.role.in_(staff), MembershipRow.removed_at.is_(None))
    takes = exists().where(
        Attempt.user_id == Account.id,
        Attempt.closed_at.is_(None),
        AssignmentRow.id == Attempt.assignment_id,
        ClassroomRow.id == AssignmentRow.class_id,
        ClassroomRow.archived.is_(False),
    )
    named = func.coalesce(Account.username, "")
    query = select(Account.id, named, Account.made_in.is_not(None), Account.active_on).order_by(Account.username_key)
    query = query.where(Account.username_key.is_not(None), Account.role == AccountRole.STUDENT, Account.active_on <= seen_by)
    query = query.where(~owns, ~leads, ~takes)
    rows = connection.execute(query.where(Account.id.in_(among)) if among else query)
    return [StudentRow(user_id, username, bool(made), seen) for user_id, username, made, seen in rows]


def ended(connection: Connection, user_ids: Collection[int]) -> Iterator[EndedMembership]:
    """Yield, for each class that some people are or were in, when that ended."""
    query = select(MembershipRow.user_id, MembershipRow.removed_at, ClassroomRow.archived, _ARCHIVED_AT)
    query = query.join(ClassroomRow, ClassroomRow.id == MembershipRow.class_id)
    ids = sorted(user_ids)
    for start in range(0, len(ids), AT_ONCE):
        for user_id, removed_at, archived, archived_at in connection.execute(
            query.where(MembershipRow.user_id.in_(ids[start : start + AT_ONCE]))
        ):
            ends = (removed_at, archived_at) if removed_at and archived_at and archived else ()
            yield EndedMembership(user_id, max(ends) if ends else archived_at if archived else removed_at)


def hold_for_good(connection: Connection, user_id: int) -> None:
    """Lock the classes that somebody is or was in, then the account, so that no new row refers to it, until the transaction ends.

    Every change of a membership has the lock of the class. Only a new statement sees what others did before these locks were free.
    """
    theirs = select(ClassroomRow.id).join(MembershipRow, MembershipRow.class_id == ClassroomRow.id).where(MembershipRow.user_id == user_id)
    connection.execute(held(connection, theirs.order_by(ClassroomRow.id), of=ClassroomRow))
    connection.execute(held(connection, select(Account.id).where(Account.id == user_id), key_share=False))


def archived_classes(connection: Connection, class_id: int | None = None) -> list[ArchivedClass]:
    """Return the archived classes, or one of them; a transaction that writes locks that one."""
    query = select(ClassroomRow.id, ClassroomRow.name, _ARCHIVED_AT).where(ClassroomRow.archived.is_(True)).order_by(ClassroomRow.id)
    if class_id is not None:
        query = held(connection, query.where(ClassroomRow.id == class_id), of=ClassroomRow, key_share=False)
    return [ArchivedClass(*row) for row in connection.execute(query)]


def members(connection: Connection, class_id: int) -> list[int]:
    """Return everybody who is or was in a class."""
    return list(connection.scalars(select(MembershipRow.user_id).where(MembershipRow.class_id == class_id)))


def count_of_class(connection: Connection, class_id: int) -> int:
    """Return how many rows a class has, not counting what its members did."""
    found = (connection.scalar(select(func.count()).select_from(table).where(which)) for table, which in _of_class(connection, class_id))
    return sum(count or 0 for count in found)


def erase_class(connection: Connection, class_id: int) -> None:
    """Delete a class with everything that is only about it. What its members answered stays theirs, and belongs to no assignment."""
    rows = list(_of_class(connection, class_id))
    given = select(AssignmentRow.id).where(AssignmentRow.class_id == class_id)
    connection.execute(update(Attempt).where(Attempt.assignment_id.in_(given)).values(assignment_id=None))
    connection.execute(update(Account).where(Account.made_in == class_id).values(made_in=GONE))
    for table, which in rows:
        connection.execute(delete(table).where(which))


def count_lines(connection: Connection, before: datetime) -> int:
    """Return how many lines of the log are older than a moment."""
    return connection.scalar(select(func.count()).select_from(LogEntry).where(*_old(before))) or 0


def drop_lines(connection: Connection, before: datetime) -> int:
    """Delete the lines of the log that are older than a moment, and return how many."""
    return connection.execute(delete(LogEntry).where(*_old(before))).rowcount


def forget(connection: Connection, username: str) -> None:
    """Delete the lines of the log that name somebody who was erased, as the one who did something or to whose account it was done.

    Those that say when a class was archived that is still there only lose the name: without them the class would never end.
    """
    theirs = LogEntry.actor == username
    connection.execute(update(LogEntry).where(theirs, _tells_an_end()).values(actor=log.ERASED))
    connection.execute(delete(LogEntry).where(theirs | (LogEntry.object == f"account:{username}")))


def _old(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the condition for old lines, without those that say when a class was archived that is still there."""
    return LogEntry.at < before, ~_tells_an_end()


def _tells_an_end() -> ColumnElement[bool]:
    """Return the condition for lines that say when a class was archived that is still there."""
    return exists().where(LogEntry.object == _OBJECT, ClassroomRow.archived.is_(True)) & (LogEntry.action == "archived")


def _of_class(connection: Connection, class_id: int) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    """Yield each table with rows of a class, and which ones they are; those that others refer to come last."""
    given = list(connection.scalars(select(AssignmentRow.id).where(AssignmentRow.class_id == class_id)))
    yield MarkRow, MarkRow.assignment_id.in_(given)
    yield Extension, Extension.assignment_id.in_(given)
    yield DrawnFact, DrawnFact.assignment_id.in_(given)
    yield LogEntry, LogEntry.object.in_([f"class:{class_id}", *(f"assignment:{number}" for number in given)])
    yield Invitation, Invitation.class_id == class_id
    yield ClassDeck, ClassDeck.class_id == class_id
    yield ClassTest, ClassTest.class_id == class_id
    yield MembershipRow, MembershipRow.class_id == class_id
    yield AssignmentRow, AssignmentRow.class_id == class_id
    yield ClassroomRow, ClassroomRow.id == class_id
