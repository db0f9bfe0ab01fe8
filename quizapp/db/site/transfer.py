"""Every row of a database, read in an order in which another one can take them, and the sum by which two databases are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Integer, Row, Table, func, insert, select, text
from sqlalchemy.exc import DataError

from quizapp.db.base import Base, Unstorable

BATCH = 2000
"""The rows that are read and written at a time."""

OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'quizapp %'"
    " AND application_name <> current_setting('application_name')"
)


def tables() -> Sequence[Table]:
    """Return all tables; those that others refer to come first."""
    return Base.metadata.sorted_tables


def count(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables()}


def rows(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    """Read a table in the order of its primary key, which is the same on every database, some rows at a time."""
    query = select(table).order_by(*table.primary_key.columns)
    yield from connection.execute(query, execution_options={"yield_per": BATCH}).partitions()


def add(connection: Connection, table: Table, some: Sequence[Row[Any]]) -> None:
    """Add rows of another database. Raises Unstorable."""
    try:
        connection.execute(insert(table), [row._asdict() for row in some])
    except DataError as error:
        raise Unstorable(str(error.orig)) from error


def digest(connection: Connection, table: Table) -> str:
    """Return the SHA-256 of a table: of all values, as Python writes them, row by row."""
    sums = Sums()
    for some in rows(connection, table):
        sums.add(some)
    return sums.hexdigest()


class Sums:
    """The SHA-256 of rows that are read for another reason: `add` them, then ask for `hexdigest`."""

    def __init__(self) -> None:
        self._sum = sha256()

    def add(self, some: Sequence[Row[Any]]) -> None:
        """Take the next rows."""
        for row in some:
            self._sum.update(repr(tuple(row)).encode("utf-8", "surrogatepass") + b"\n")

    def hexdigest(self) -> str:
        """Return the sum of all rows so far."""
        return self._sum.hexdigest()


def clear(connection: Connection) -> None:
    """Delete every row."""
    for table in reversed(tables()):
        connection.execute(table.delete())


def count_on(connection: Connection) -> None:
    """Let PostgreSQL number the next rows after those that were added with their numbers. SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables():
        column = table.autoincrement_column
        if column is not None and isinstance(column.type, Integer):
            last = select(func.max(column)).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def others(connection: Connection) -> int:
    """Return how many connections other programs of ours have to this database; SQLite does not say."""
    return connection.scalar(OTHERS) or 0 if connection.dialect.name == "postgresql" else 0
