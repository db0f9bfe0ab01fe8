"""The database as a whole: create it, migrate it, check it, copy it, restore a copy."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
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
from sqlalchemy import inspect, make_url
from sqlalchemy.exc import DatabaseError

import quizapp.db.models  # noqa: F401 - fills the metadata that migrations are compared with
from quizapp.config import Settings, read_settings
from quizapp.db import files
from quizapp.db.base import DatabaseUnavailable, db, engine_options, init_app, transaction, unavailable
from quizapp.db.files import Reason
from quizapp.shipped import MIGRATIONS

PATIENCE = 2
"""How many seconds a check waits for the write lock; storing an answer takes milliseconds."""

State = Literal["missing", "older", "current", "newer", "other"]
"""`missing`: there are no tables; `other`: those of another program."""


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


def log_of(file: Path) -> Path:
    """Return where SQLite keeps the newest rows of a database until it takes them into the file."""
    return files.beside(file)[0]


def shown(url: str) -> str:
    """Return the address of a database without its password and driver."""
    return make_url(url).set(drivername=url.partition("+")[0]).render_as_string()


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
        with transaction(write=False) as connection:  # which replaces a connection that died with its server
            revision = MigrationContext.configure(connection).get_current_revision()
            empty = revision is None and not {*inspect(connection).get_table_names()} - {"alembic_version"}
    except DatabaseError as error:
        raise unavailable(error) from error
    if revision is None:
        return "missing" if empty else "other"
    if revision == scripts.get_current_head():
        return "current"
    return "older" if is_known(revision) else "newer"


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


def is_known(revision: str) -> bool:
    """Return whether a migration is one of this program, or else of a newer one."""
    return revision in {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def upgrade(revision: str = "head") -> None:
    """Migrate the connected database to the newest schema, or to an older one, in one transaction. Raises DatabaseUnavailable."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, revision)
    except DatabaseError as error:
        raise unavailable(error) from error


def damage(path: Path, *, quick: bool = False) -> str:
    """Return the first damage that SQLite finds in a file, in its own words; empty if it is sound. A quick look leaves out the indexes.

    Raises DatabaseUnavailable if the file cannot be read, which says nothing about what is in it.
    """
    try:
        with closing(_open(path)) as connection:
            (found,) = connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check(1)").fetchone()
    except sqlite3.Error as error:
        reason = files.reason_of(error, path)
        if reason is not Reason.DAMAGED:
            raise DatabaseUnavailable(str(error), reason) from error
        return str(error)
    return "" if found == "ok" else " ".join(str(found).split())


def dangling(path: Path) -> dict[str, int]:
    """Return how many rows of each table of a sound file refer to a row that no longer exists. Raises DatabaseUnavailable."""
    try:
        with closing(_open(path)) as connection:
            return dict(Counter(table for table, _, _, _ in connection.execute("PRAGMA foreign_key_check")))
    except sqlite3.Error as error:
        raise DatabaseUnavailable(str(error), files.reason_of(error, path)) from error


def copy(source: Path, target: Path) -> None:
    """Copy a database to a single file while others use it, and look whether the copy is sound.

    The file is complete and on the disk, or does not exist: until then it has a name that no backup has. Raises DatabaseUnavailable, with
    the reason DAMAGED if the copy is not sound, and so the source is not.
    """
    partial = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        create_file(partial)
        _overwrite(source, partial)
        with closing(_open(partial, mode="rw")) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # so that it can be read from a read-only medium
        if found := damage(partial):
            raise DatabaseUnavailable(f"{source} is damaged: {found}", Reason.DAMAGED)
        keep(partial, target)
    except sqlite3.Error as error:
        raise DatabaseUnavailable(f"{source} could not be copied: {error}", files.reason_of(error, target)) from error
    finally:
        remove(partial)


def remove(path: Path) -> None:
    """Delete a database that nobody uses, with the files beside it."""
    for each in (path, *files.beside(path)):
        each.unlink(missing_ok=True)


def revision_of(path: Path) -> str | None:
    """Return the newest migration that a database file has: "" if it is that of another program, None if it has no tables.

    The file is not changed. Raises DatabaseUnavailable.
    """
    try:
        with closing(_open(path)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" in tables:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                return str(row[0]) if row and "account" in tables else None if tables == {"alembic_version"} else ""
    except sqlite3.Error as error:
        raise DatabaseUnavailable(str(error), files.reason_of(error, path)) from error
    return "" if tables else None


def make_single(path: Path) -> None:
    """Take what is in the files beside a database that nobody uses into the database itself. Raises DatabaseUnavailable."""
    try:
        with closing(_open(path, mode="rw")) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise DatabaseUnavailable(str(error), files.reason_of(error, path)) from error


def keep(source: Path, target: Path) -> None:
    """Give a complete file its name, so that it has that name after a power cut too."""
    _to_disk(source)
    source.replace(target)
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite(source: Path, target: Path) -> None:
    with closing(_open(source)) as old, closing(_open(target, mode="rw")) as new:
        old.backup(new)


def _open(path: Path, *, mode: str = "ro", patience: float = 10) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=patience)
