"""Dumps of a PostgreSQL database, made and read by its own tools: pg_dump, pg_restore and psql."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, make_url

from quizapp.config import environment
from quizapp.db.base import DatabaseUnavailable
from quizapp.db.site import database

MAGIC = b"PGDMP"
"""How a dump begins."""

EMPTY = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        LOOP EXECUTE 'DROP TABLE ' || name || ' CASCADE'; END LOOP;
    END $$
"""
"""Drops every table, also those of a newer program."""


def can_dump(connection: Connection) -> bool:
    """Return whether pg_dump is installed and knows this server; an older one refuses it."""
    known = _version(connection.exec_driver_sql("SHOW server_version").scalar() or "")
    tool = shutil.which("pg_dump")
    told = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout if tool else ""  # noqa: S603 - found on the path
    return known <= _version(told)


def _version(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def is_dump(path: Path) -> bool:
    """Return whether a file is a dump."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def dump(url: str, target: Path) -> None:
    """Dump a database while others use it. The file is complete or does not exist. Raises DatabaseUnavailable."""
    partial = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        database.create_file(partial)
        _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(partial))
        database.keep(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def load(url: str, source: Path, script: Path) -> None:
    """Replace everything in a database with a dump, in one transaction. `script` is written on the way.

    Raises DatabaseUnavailable: then nothing has changed. A dump that is damaged, newer, or of another program is one of the reasons.
    """
    try:
        database.create_file(script)
        _run("", "pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(source))
        if not database.is_known(_revision(script)):
            raise DatabaseUnavailable("the dump is that of a newer program, or of another one")
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        _run(url, "psql", *options, "--command", EMPTY, "--file", str(script))
    finally:
        script.unlink(missing_ok=True)


def _revision(script: Path) -> str:
    """Return the newest migration that the database of a dump had."""
    with script.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("COPY public.alembic_version "):
                return next(lines, "").strip()
    return ""


def _run(url: str, tool: str, *options: str) -> None:
    """Run a tool on a database. Its password is in the environment, where other users of the machine do not see it."""
    environ = environment(PGOPTIONS="-c default_transaction_read_only=off")
    if url:
        place = make_url(url).set(drivername="postgresql")
        if place.password:
            environ["PGPASSWORD"] = place.password
        options = (*options, "--dbname", place._replace(password=None).render_as_string())
    try:
        # Options are file names that an operator gave, and an address without a password.
        subprocess.run([tool, *options], env=environ, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)  # noqa: S603
    except FileNotFoundError as error:
        raise DatabaseUnavailable(f"{tool} is not installed") from error
    except subprocess.CalledProcessError as error:
        raise DatabaseUnavailable((error.stderr.strip().splitlines() or [f"{tool} failed"])[-1]) from error
