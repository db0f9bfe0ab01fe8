"""The database as a whole: create it, migrate it, check it, copy it, restore a copy."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from uuid import uuid4

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.exc import DatabaseError

import quizapp.db.models  # noqa: F401 - fills the metadata that migrations are compared with
from quizapp.config import Settings, read_settings
from quizapp.db import files
from quizapp.db.base import DatabaseUnavailable, db, engine_options, init_app, unavailable
from quizapp.db.files import Reason
from quizapp.shipped import MIGRATIONS

PATIENCE = 2
"""How many seconds a check waits for the write lock; whoever stores an answer has it for milliseconds."""

State = Literal["missing", "older", "current", "newer"]


def make_app(settings: Settings | None = None) -> Flask:
    """Return an app with nothing but a database, for commands: `flask --app quizapp.db.site.database:make_app db` uses it."""
    settings = settings or read_settings()
    app = Flask("quizapp")
    url, options = engine_options(settings.database_url)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=options)
    init_app(app, synchronous=settings.synchronous)
    Migrate(app, db, directory=str(MIGRATIONS))
    return app


@contextmanager
def connected(settings: Settings) -> Iterator[None]:
    """Open the database for a command; `transaction()` works inside."""
    with make_app(settings).app_context():
        try:
            yield
        finally:
            db.engine.dispose()


def create_file(path: Path) -> bool:
    """Create an empty database that only its owner may read; return False if it already exists."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    return True


def state() -> State:
    """Compare the schema of the connected database with the newest migration. Raises DatabaseUnavailable."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    try:
        with db.engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise unavailable(error) from error
    if revision is None:
        return "missing"
    if revision == scripts.get_current_head():
        return "current"
    return "older" if revision in {script.revision for script in scripts.walk_revisions()} else "newer"


def try_to_write(file: Path) -> None:
    """Take the write lock of an SQLite database for a moment. Raises DatabaseUnavailable if nothing can be stored now."""
    reason = Reason.DAMAGED if files.damage_noted(file) else files.try_to_write(file)
    if reason is not Reason.OTHER:
        raise DatabaseUnavailable(reason, reason)
    try:
        with closing(_open(file, mode="rw", patience=PATIENCE)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise DatabaseUnavailable(str(error), files.reason_of(error, file)) from error


def upgrade() -> None:
    """Migrate the connected database to the newest schema, in one transaction. Raises DatabaseUnavailable."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except DatabaseError as error:
        raise unavailable(error) from error


def faults(path: Path) -> list[str]:
    """Return what SQLite finds wrong in a file, in its own words; empty if it is sound."""
    try:
        with closing(_open(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return found + [f"row {rowid} of {table} refers to a row of {parent} that no longer exists" for table, rowid, parent, _ in rows]


def copy(source: Path, target: Path) -> None:
    """Copy a database to a single file while others use it. The file is complete or does not exist. Raises DatabaseUnavailable."""
    partial = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        create_file(partial)
        overwrite(source, partial)
        with closing(_open(partial, mode="rw")) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # so that it can be read from a read-only medium
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def overwrite(source: Path, target: Path) -> None:
    """Replace the content of a database with that of another, in one transaction. Raises DatabaseUnavailable."""
    try:
        with closing(_open(source)) as old, closing(_open(target, mode="rw")) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise DatabaseUnavailable(f"{source} could not be copied: {error}", files.reason_of(error, target)) from error


def _open(path: Path, *, mode: str = "ro", patience: float = 10) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=patience)
