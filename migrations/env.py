"""How every migration runs: in one transaction that has the write lock, with foreign keys off while tables are rebuilt.

SQLite changes a table by making a new one and dropping the old one; with foreign keys on, that drop would delete every row that refers to
it. The references are checked before the commit. On PostgreSQL several hosts can begin at once: the first one migrates, and the others find
that nothing is left to do.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, DateTime, text

from quizapp.db import locks
from quizapp.db.base import UTCDateTime

UNSORTED = text("""
    SELECT format('ALTER TABLE %I ALTER COLUMN %I TYPE %s COLLATE "C"', c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attcollation NOT IN (0, 'pg_catalog."C"'::regcollation)
    ORDER BY c.relname, a.attnum
""")
"""Selects the statements after which every text is compared by code points."""


def render_item(kind: str, item: Any, _: Any) -> str | bool:
    """Write our column type as the one the database stores, so that an old migration needs no code of today."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return repr(DateTime(timezone=True)).replace("DateTime", "sa.DateTime", 1)
    return False


def number_revision(_: Any, __: Any, directives: list[Any]) -> None:
    """Number the revisions 0001, 0002, ... and create none if nothing has changed."""
    if not directives or directives[0].upgrade_ops.is_empty():
        directives[:] = []
        return
    known = context.script.get_current_head()
    directives[0].rev_id = f"{int(known or 0) + 1:04d}"


def set_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Turn foreign keys on or off on the driver's connection, since this has no effect inside a transaction."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def check_foreign_keys(connection: Connection) -> None:
    """Raise if a row refers to one that no longer exists; the transaction is then rolled back."""
    if connection.dialect.name == "sqlite" and (rows := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        tables = ", ".join(sorted({row[0] for row in rows}))
        raise RuntimeError(f"the migration leaves rows of {tables} that refer to nothing")


def sort_by_code_points(connection: Connection) -> None:
    """Let names be sorted alike on every server: PostgreSQL would sort by the language that the server was set up in, SQLite never does."""
    if connection.dialect.name == "postgresql":
        for statement in connection.scalars(UNSORTED).all():
            connection.exec_driver_sql(statement)


def migrate() -> None:
    """Run what Alembic was asked to, on the database of the current app."""
    database = current_app.extensions["migrate"].db
    with database.engine.connect() as connection:
        set_foreign_keys(connection, on=False)
        try:
            context.configure(
                connection=connection.execution_options(write=True),
                target_metadata=database.metadata,
                render_as_batch=True,
                render_item=render_item,
                compare_server_default=True,
                process_revision_directives=number_revision,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                locks.take(connection, locks.UPGRADE, patient=True)
                context.run_migrations()
                sort_by_code_points(connection)
                check_foreign_keys(connection)
        finally:
            set_foreign_keys(connection, on=True)


migrate()
