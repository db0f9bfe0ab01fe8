"""Maintenance of one installation: its folder, its secret key and its database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from quizapp.config import Settings
from quizapp.db.site import database
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.services.site import backups
from quizapp.services.site.backups import Unusable

UPGRADE = "quizapp db upgrade"
"""The command that fixes a missing or outdated schema."""

SECOND = "%Y-%m-%dT%H%M%S"

CURES = {
    "missing": Phrase(N_("the database has no tables yet: run {command}"), {"command": UPGRADE}),
    "older": Phrase(N_("the database is older than the program: run {command}"), {"command": UPGRADE}),
    "newer": Phrase(N_("the database is newer than the program: install the newer program, or restore an older backup")),
}


TROUBLES = {
    Reason.BUSY: N_("another program keeps the database locked"),
    Reason.FULL: N_("the disk is full"),
    Reason.READ_ONLY: N_("the database or its folder cannot be written"),
    Reason.DISK: N_("the disk reports an error"),
    Reason.GONE: N_("the database file is not in its place"),
    Reason.CLOSED: N_("the database file cannot be opened"),
    Reason.DAMAGED: N_("the database is damaged"),
}
"""What is wrong, for those who run the site."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: `made` a new database, `migrated` it; `backup` is the copy from before, if any."""

    made: bool
    migrated: bool
    backup: Path | None


@contextmanager
def connected(settings: Settings) -> Iterator[None]:
    """Open the database for a command. Raises Unusable if it is missing or its schema is not the program's."""
    file = settings.database_file
    if file is not None and not file.exists():
        raise Unusable(_none(file))
    with database.connected(settings):
        if cure := schema_problem():
            raise Unusable(cure)
        yield


def upgrade(settings: Settings, now: datetime) -> Upgrade:
    """Create what is missing (folder, secret key, database file) and migrate; an older database is copied first."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    if not settings.secret_key:
        _make_secret_key(settings.instance / "secret_key")
    file = settings.database_file
    made = file is not None and database.create_file(file)
    with database.connected(settings):
        state = database.state()
        if state == "newer":
            raise Unusable(CURES[state])
        kept = backups.copy(settings, f"before-upgrade-{now:{SECOND}}") if state == "older" and file is not None else None
        if state != "current":
            database.upgrade()
    return Upgrade(made=made, migrated=state != "current", backup=kept)


def check(settings: Settings) -> list[str]:
    """Return what is wrong with the database, one line each; empty if it is sound."""
    file = settings.database_file
    if file is not None and not file.exists():
        return [_none(file)]
    found = database.faults(file) if file is not None else []
    if found:
        return [*found, Phrase(N_("restore the newest sound backup: quizapp db restore FILE"))]
    with database.connected(settings):
        return [cure] if (cure := schema_problem()) else []


def schema_problem() -> str:
    """Return what is wrong with the schema of the connected database, and how to fix it, or an empty text. Raises DatabaseUnavailable."""
    return CURES.get(database.state(), "")


def unready(settings: Settings) -> str:
    """Return why the site cannot store answers now, in a few words; empty if it can."""
    try:
        if problem := schema_problem():
            return problem
        if settings.database_file:
            database.try_to_write(settings.database_file)
    except DatabaseUnavailable as error:
        return Phrase(TROUBLES[error.reason]) if error.reason in TROUBLES else str(error)
    return ""


def backup(settings: Settings, target: Path) -> None:
    """Copy the database to a new file while it is in use. Raises Unusable."""
    if target.exists():
        raise Unusable(Phrase(N_("{file} exists already: choose another name"), {"file": target}))
    source = backups.sqlite_file(settings)
    database.copy(source, target)


def restore(settings: Settings, source: Path, now: datetime) -> Path | None:
    """Replace the database with a backup. Returns the copy of the previous database, if there was one. Raises Unusable."""
    file = backups.sqlite_file(settings)
    if not source.is_file():
        raise Unusable(Phrase(N_("there is no file {file}"), {"file": source}))
    if found := database.faults(source):
        raise Unusable(Phrase(N_("{file} cannot be used as a backup: {reason}"), {"file": source, "reason": found[0]}))
    kept = None if database.create_file(file) else backups.copy(settings, f"before-restore-{now:{SECOND}}")
    database.overwrite(source, file)
    return kept


def _none(file: Path) -> Phrase:
    return Phrase(N_("there is no database {file}: run {command}"), {"file": file, "command": UPGRADE})


def _make_secret_key(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:  # another process was first, and its key counts
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token_hex(32))


__all__ = [
    "DatabaseUnavailable",
    "Unusable",
    "Upgrade",
    "backup",
    "check",
    "connected",
    "restore",
    "schema_problem",
    "unready",
    "upgrade",
]
