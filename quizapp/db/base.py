"""The engine, the base of all tables, and `transaction()`, the only place where a transaction begins.

The driver is in autocommit mode, so it never begins a transaction by itself: a transaction that writes takes the write lock at once (BEGIN
IMMEDIATE) and waits for it up to the busy timeout, instead of failing half way when two readers want to become writers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BindParameter, Connection, DateTime, Dialect, MetaData, TypeDecorator, bindparam, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, registry

from quizapp.db import files
from quizapp.db.files import Reason

__all__ = ["Base", "Connection", "DatabaseUnavailable", "Reason", "UTCDateTime", "db", "engine_options", "init_app", "transaction"]

BUSY_TIMEOUT = 10_000
"""How long a writer waits for another one, in milliseconds."""


class DatabaseUnavailable(Exception):  # noqa: N818 - a message for people, not a fault of the program
    """The database cannot be reached, is locked for too long, full, read-only or damaged. Nothing of the transaction was stored.

    `reason` is what is wrong, as far as it is known.
    """

    def __init__(self, message: str, reason: Reason = Reason.OTHER) -> None:
        super().__init__(message)
        self.reason = reason


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
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


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
    """Return the URL and options of the engine. SQLite only opens existing files, so that a wrong path creates no empty database."""
    prefix = "sqlite:///"
    if not database_url.startswith(prefix):
        return database_url, {"pool_pre_ping": True}
    return prefix + files.address(database_url.removeprefix(prefix)), {
        "connect_args": {"isolation_level": None, "check_same_thread": False}
    }


def init_app(app: Flask, *, synchronous: str) -> None:
    """Bind the database to the app and set up every connection."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: _set_up(connection, synchronous))
        event.listen(engine, "begin", _begin)
        if file := files.file_of(engine):
            files.watch(engine, file)


def _set_up(connection: Any, synchronous: str) -> None:
    for pragma in (  # the timeout comes first: the others may have to wait
        f"busy_timeout={BUSY_TIMEOUT}",
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


@contextmanager
def transaction(*, write: bool) -> Iterator[Connection]:
    """Run one transaction: it is committed at the end, or rolled back by an exception.

    Raises DatabaseUnavailable if the database, not the caller, is at fault.
    """
    try:
        with db.engine.connect() as connection:
            with connection.execution_options(write=write).begin():
                yield connection
            kept = not write or files.in_place(connection)
    except OperationalError as error:
        raise unavailable(error) from error
    except DBAPIError as error:
        damaged = type(error) is DatabaseError  # errors of the program have classes of their own, such as IntegrityError
        if damaged or error.connection_invalidated:
            raise unavailable(error) from error
        raise
    if not kept:  # a learner who reads that nothing was saved sends it again, and the same form is never stored twice
        raise DatabaseUnavailable("the file was moved or replaced during a transaction", Reason.GONE)


def unavailable(error: DBAPIError) -> DatabaseUnavailable:
    """Return what an error of the driver means for the caller of a transaction."""
    file = files.file_of(db.engine)
    reason = files.reason_of(error.orig, file)
    if file and reason is Reason.DAMAGED:
        files.note_damage(file)
    return DatabaseUnavailable(str(error.orig), reason)


USER: BindParameter[int] = bindparam("user_id")


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
