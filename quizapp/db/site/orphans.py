"""Rows that refer to a row that no longer exists. The database refuses to make any; damage, and other programs, can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, delete, exists, func, select, update

from quizapp.db.base import Base
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    Attempt,
    ClassroomRow,
    DayTotal,
    DeckRow,
    Invitation,
    MarkRow,
    MemoryRow,
    PositionRow,
    RegradeOffer,
    Report,
    Revision,
    Version,
)


class Reference(NamedTuple):
    """The columns of a table that name a row of another one, `parent`. If it is gone, they are emptied, or else the row is deleted."""

    table: Table
    columns: tuple[str, ...]
    parent: Table
    keys: tuple[str, ...]
    emptied: bool


class Orphans(NamedTuple):
    """A kind of orphans: a table, and the one in which there is no row for them."""

    table: str
    parent: str


UNDECLARED: tuple[tuple[type[Base], tuple[str, ...], type[Base], tuple[str, ...], bool], ...] = (
    (PositionRow, ("user_id", "attempt"), Attempt, ("user_id", "n"), False),
    (Amendment, ("user_id", "answer_n"), Answer, ("user_id", "n"), False),
    (Report, ("user_id", "answer_n"), Answer, ("user_id", "n"), False),
    (RegradeOffer, ("user_id", "answer_n"), Answer, ("user_id", "n"), False),
    (MarkRow, ("user_id", "attempt"), Attempt, ("user_id", "n"), False),
    (Invitation, ("class_id",), ClassroomRow, ("id",), False),
    (Account, ("made_in",), ClassroomRow, ("id",), True),
    (Version, ("numbers_of",), Version, ("id",), True),
)
"""References that are no foreign keys of the schema."""


def repair(connection: Connection) -> Counter[Orphans]:
    """Delete orphans, or empty the columns that make them so; return how many rows of each kind there were.

    A deck without its revision gets its newest one. Deleting a row can make others orphans, which are counted too.
    """
    if connection.dialect.name == "sqlite":  # the references are checked when all of them are repaired
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    found: Counter[Orphans] = Counter()
    while True:
        repaired = Counter({Orphans(one.table.name, one.parent.name): _repair(connection, one) for one in references()})
        repaired[Orphans("deck", "revision")] += _give_revisions(connection)
        if not repaired.total():
            return found
        found += repaired


def references() -> Iterator[Reference]:
    """Return every reference between two tables."""
    for table in Base.metadata.sorted_tables:
        for constraint in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
            columns = tuple(column.name for column in constraint.columns)
            emptied = all(column.nullable for column in constraint.columns) and not constraint.ondelete
            yield Reference(table, columns, constraint.referred_table, tuple(one.column.name for one in constraint.elements), emptied)
    for child, columns, parent, keys, emptied in UNDECLARED:
        yield Reference(_table(child), columns, _table(parent), keys, emptied)


def with_caches(connection: Connection) -> list[int]:
    """Return every account with answers or quizzes, or with something that is computed from answers."""
    found = select(Answer.user_id).union(select(MemoryRow.user_id), select(DayTotal.user_id), select(Attempt.user_id))
    return sorted(connection.scalars(found))


def _repair(connection: Connection, one: Reference) -> int:
    orphaned = _orphaned([one.table.c[name] for name in one.columns], one.parent, one.keys)
    if one.emptied:
        return connection.execute(update(one.table).where(orphaned).values(dict.fromkeys(one.columns))).rowcount
    return connection.execute(delete(one.table).where(orphaned)).rowcount


def _give_revisions(connection: Connection) -> int:
    newest = select(func.max(Revision.id)).where(Revision.deck_id == DeckRow.id).scalar_subquery()
    orphaned = _orphaned([_table(DeckRow).c.revision_id], _table(Revision), ("id",))
    return connection.execute(update(DeckRow).where(orphaned).values(revision_id=newest)).rowcount


def _orphaned(columns: Iterable[Column[Any]], parent: Table, keys: tuple[str, ...]) -> ColumnElement[bool]:
    """Return the condition that no row of the parent has these values; a row that names none is no orphan."""
    columns, other = list(columns), parent.alias()
    named = [column.is_not(None) for column in columns]
    return and_(*named, ~exists().where(*(other.c[key] == column for key, column in zip(keys, columns, strict=True))))


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
