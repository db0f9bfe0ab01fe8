"""How every migration runs: in one transaction that has the write lock, with foreign keys off while tables are rebuilt.

SQLite changes a table by making a new one and dropping the old one; with foreign keys on, that drop would delete every row that refers to
it. The references are checked before the commit.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, DateTime

from quizapp.db.base import UTCDateTime


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
                context.run_migrations()
                check_foreign_keys(connection)
        finally:
            set_foreign_keys(connection, on=True)


migrate()
