"""The engine, the base of all tables, and `transaction()`, the only place where a transaction begins.

The drivers are in autocommit mode, so they never begin a transaction by themselves. On SQLite a transaction that writes takes the write
lock at once (BEGIN IMMEDIATE) and waits for it up to the busy timeout, instead of failing half way when two readers want to become writers.
On PostgreSQL it begins as READ COMMITTED: it takes the rows it is about (`held`) or a named lock (`quizapp.db.locks`) first, and what it
reads afterwards is what the holder before it has left. A transaction that reads sees one state on both.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    TypeDecorator,
    bindparam,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.sql.selectable import GenerativeSelect

from quizapp.db import files, sqlstates
from quizapp.db.files import Reason

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "LONG",
    "Base",
    "Connection",
    "DatabaseUnavailable",
    "Interrupted",
    "Reason",
    "UTCDateTime",
    "Unstorable",
    "add_missing",
    "committed",
    "db",
    "disconnect",
    "engine_options",
    "held",
    "init_app",
    "once_more",
    "transaction",
    "unavailable",
    "upsert",
    "values_of",
]

Query = TypeVar("Query", bound=GenerativeSelect)
Result = TypeVar("Result")

LONG = BigInteger().with_variant(Integer(), "sqlite")
"""The type of numbers that a country uses up: those of people and of log entries. SQLite's integers have 64 bits anyway."""

BUSY_TIMEOUT = 10_000
"""How long a writer waits for another one, in milliseconds."""

SHORTEST_WAIT = 50
"""The same on PostgreSQL for a transaction that does not want to wait; on SQLite it does not wait at all."""

LOG_BYTES = 8_000_000
"""What is left of the write-ahead log after it was longer, because somebody read for a long time. It is usually half of that."""

ABANDONED = 60_000
"""The milliseconds after which PostgreSQL ends a transaction whose program has gone silent, so that nobody waits for its locks for ever."""

BEGIN = {
    ("sqlite", True): "BEGIN IMMEDIATE",
    ("sqlite", False): "BEGIN",
    ("postgresql", True): "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    ("postgresql", False): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
"""How a transaction begins, by database and whether it writes; the defaults of a server do not matter."""

IN_THE_WAY = frozenset({"40001", "40P01"})
"""The SQLSTATE of a transaction that was rolled back because of another one: serialization failure, deadlock."""


class DatabaseUnavailable(Exception):  # noqa: N818 - a message for people, not a fault of the program
    """The database cannot be reached, is locked for too long, full, read-only or damaged. Nothing of the transaction was stored.

    `reason` is what is wrong, as far as it is known.
    """

    def __init__(self, message: str, reason: Reason = Reason.OTHER) -> None:
        super().__init__(message)
        self.reason = reason


class Interrupted(DatabaseUnavailable):
    """Another transaction was in the way, and this one was rolled back. Done again, it can succeed."""


class Unstorable(ValueError):  # noqa: N818 - as above
    """A value does not fit into its column. Nothing of the transaction was stored."""


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: an aware datetime in Python, UTC in the database (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables. Constraints have names, so that migrations can change them."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UTCDateTime},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def engine_options(database_url: str) -> tuple[str, dict[str, Any]]:
    """Return the URL and options of the engine. SQLite only opens existing files, so that a wrong path creates no empty database.

    Messages of errors show no parameters: these are answers, names and hashes.
    """
    prefix = "sqlite:///"
    if not database_url.startswith(prefix):
        return database_url, {"connect_args": {"autocommit": True}, "hide_parameters": True}
    connecting = {"isolation_level": None, "check_same_thread": False}
    return prefix + files.address(database_url.removeprefix(prefix)), {"connect_args": connecting, "hide_parameters": True}


def init_app(app: Flask, *, synchronous: str) -> None:
    """Bind the database to the app and set up every connection."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    set_up = {
        "sqlite": lambda connection, _: _set_up_file(connection, synchronous),
        "postgresql": lambda connection, _: _set_up(connection),
    }
    event.listen(engine, "connect", set_up[engine.dialect.name])
    event.listen(engine, "begin", _begin)
    if file := files.file_of(engine):
        files.watch(engine, file)


def _set_up_file(connection: Any, synchronous: str) -> None:
    for pragma in (  # the timeout comes first: the others may have to wait
        f"busy_timeout={BUSY_TIMEOUT}",
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        f"journal_size_limit={LOG_BYTES}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _set_up(connection: Any) -> None:
    """Set what a server may have set otherwise: with its own zone moments and their days would be shifted, with its own style not read."""
    from quizapp.db import postgres  # noqa: PLC0415 - its driver is only installed where it is used

    postgres.store_any_text(connection)
    connection.execute(
        f"SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET lock_timeout = {BUSY_TIMEOUT}; "
        f"SET idle_in_transaction_session_timeout = {ABANDONED}; "
        f"SET application_name = 'quizapp {os.getpid()}'"  # operators see which process it is, and a copy sees that others are there
    ).close()


def _begin(connection: Connection) -> None:
    options, dialect = connection.get_execution_options(), connection.dialect.name
    begin = BEGIN[dialect, bool(options.get("write"))]
    if options.get("wait", True):
        connection.exec_driver_sql(begin)
    elif dialect == "postgresql":
        connection.exec_driver_sql(f"{begin}; SET LOCAL lock_timeout = {SHORTEST_WAIT}")
    else:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
        try:
            connection.exec_driver_sql(begin)
        finally:  # who has the lock waits for nobody, and the next user of the connection does
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")


@contextmanager
def transaction(*, write: bool, wait: bool = True) -> Iterator[Connection]:
    """Run one transaction: it is committed at the end, or rolled back by an exception.

    One that does not `wait` gives up if another one that writes is in the way: it is for what can as well be written another time.

    Raises DatabaseUnavailable if the database, not the caller, is at fault; Interrupted if another transaction was in the way; Unstorable
    for a value that does not fit.
    """
    try:
        with _begun(write=write, wait=wait) as connection:
            yield connection
            if write:  # commit() alone would take one that fails for ended, and roll nothing back
                connection.exec_driver_sql("COMMIT")
            connection.commit()
            kept = not write or files.in_place(connection)
    except DataError as error:
        raise Unstorable(str(error.orig)) from error
    except DBAPIError as error:
        if not _is_the_databases(error, write=write):
            raise
        raise unavailable(error) from error
    if not kept:  # a learner who reads that nothing was saved sends it again, and the same form is never stored twice
        raise DatabaseUnavailable("the file was moved or replaced during a transaction", Reason.GONE)
    if write:
        _LOCAL.committed = committed() + 1


def _is_the_databases(error: DBAPIError, *, write: bool) -> bool:
    """Return whether the database, not the program, is at fault. A program that writes in a transaction that only reads is."""
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return True
    if type(error) is DatabaseError:  # damage; errors of the program have classes of their own, such as IntegrityError
        return True
    reason = sqlstates.reason_of(error)
    return reason is not Reason.OTHER and (write or reason is not Reason.READ_ONLY)


def unavailable(error: DBAPIError) -> DatabaseUnavailable:
    """Return what an error of the driver means for the caller of a transaction, in one line."""
    told = " ".join(str(error.orig).split())
    if getattr(error.orig, "sqlstate", "") in IN_THE_WAY:
        return Interrupted(told, Reason.BUSY)
    file = files.file_of(db.engine)
    reason = files.reason_of(error.orig, file) if file else sqlstates.reason_of(error)
    if file and reason is Reason.DAMAGED:
        files.note_damage(file)
    return DatabaseUnavailable(told, reason)


_LOCAL = threading.local()


def committed() -> int:
    """Return how many transactions that write this thread has committed."""
    return int(getattr(_LOCAL, "committed", 0))


def once_more(work: Callable[[], Result]) -> Result:
    """Do some work, and do it again if another transaction was in the way and none of it was stored."""
    before = committed()
    try:
        return work()
    except Interrupted:
        if committed() > before:
            raise
    return work()


def _begun(*, write: bool, wait: bool) -> Connection:
    """Return a connection with a transaction that has begun; leaving it rolls back what was not committed.

    A server that was restarted has left dead connections in the pool. BEGIN finds them, before anything is done, and costs no question.
    """
    connection = db.engine.connect().execution_options(write=write, wait=wait)
    try:
        connection.begin()
    except DBAPIError as error:
        connection.close()
        if not error.connection_invalidated:
            raise
        connection = db.engine.connect().execution_options(write=write, wait=wait)
        connection.begin()
    return connection


def held(connection: Connection, query: Query, **options: Any) -> Query:
    """Return a query that locks its rows until the transaction ends, if it writes; one that reads waits for nobody.

    `options` are those of `Select.with_for_update`, such as `of`. Rows that refer to these can still be added, unless `key_share` is False.
    On SQLite the whole database is locked already.
    """
    if not connection.get_execution_options().get("write"):
        return query
    return query.with_for_update(**{"key_share": True, **options})


def disconnect() -> None:
    """Close the connections that nobody uses, before a fork: two processes must not share one."""
    db.engine.dispose()


USER: BindParameter[int] = bindparam("user_id")


def values_of(row: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a dataclass as the values of a row; `asdict` copies each one deeply, which takes longer than storing them."""
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


@cache
def _upsert(dialect: str, table: Any, keys: tuple[str, ...], changed: tuple[str, ...], added: tuple[str, ...] = ()) -> Any:
    """Return the insert of a row that, if its keys exist, sets the `changed` columns and adds to the `added` ones."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    columns = table.__table__.c
    values = {name: statement.excluded[name] for name in changed} | {name: columns[name] + statement.excluded[name] for name in added}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=values)


def upsert(
    connection: Connection,
    table: Any,
    keys: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    add: Mapping[str, Any] | None = None,
    first: Mapping[str, Any] | None = None,
) -> None:
    """Insert a row, or update the one with these keys: set `values`, add `add` to what it has, keep the columns of `first`."""
    add, first = add or {}, first or {}
    statement = _upsert(connection.dialect.name, table, tuple(keys), tuple(values), tuple(add))
    connection.execute(statement, {**keys, **values, **add, **first})


def add_missing(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of some rows whose keys do not exist; another transaction may be inserting them as well."""
    if rows:
        connection.execute((postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table).on_conflict_do_nothing(), rows)
