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
from quizapp.db.base import transaction
from quizapp.db.people import erasures
from quizapp.db.site import database
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.services.site import backups, server_checks
from quizapp.services.site.backups import Unusable

UPGRADE = "quizapp db upgrade"
"""The command that fixes a missing or outdated schema."""

CURES = {
    "missing": Phrase(N_("the database has no tables yet: run {command}"), {"command": UPGRADE}),
    "older": Phrase(N_("the database is older than the program: run {command}"), {"command": UPGRADE}),
    "newer": Phrase(N_("the database is newer than the program: install the newer program, or restore an older backup")),
    "other": Phrase(N_("the database is that of another program: set QUIZAPP_DATABASE_URL to that of quizapp, or restore a backup")),
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

REMEDIES = {
    Reason.BUSY: N_("the database cannot be used: {trouble}; stop that program, or try again later"),
    Reason.FULL: N_("the database cannot be used: {trouble}; free some space, then try again"),
    Reason.READ_ONLY: N_("the database cannot be used: {trouble}; let the user who runs quizapp write there, or name the primary"),
    Reason.DISK: N_("the database cannot be used: {trouble}; look at the log of the system, and keep a copy of the backups elsewhere"),
    Reason.GONE: N_("the database cannot be used: {trouble}; put it back, or restore a backup: quizapp db restore FILE"),
    Reason.CLOSED: N_("the database cannot be used: {trouble}; let the user who runs quizapp read and write it and its folder"),
    Reason.DAMAGED: N_("the database cannot be used: {trouble}; quizapp db check names the backup to restore"),
}
"""The same with what to do, in one line."""

LOST = {
    "missing": N_("the database {file} is lost: there is no such file, but there are backups, so this is no first start"),
    "empty": N_("the database {file} is lost: the file is empty, but there are backups, so this is no first start"),
    "log": N_("the database {file} is lost: only its log is left beside its place; put the file back"),
}


REPAIR = Phrase(N_("quizapp db check --fix repairs this after a backup; or restore a backup from before: quizapp db restore FILE"))
SHARED_KEY = Phrase(
    N_("QUIZAPP_SECRET_KEY is not set: all hosts of a PostgreSQL database share one; {command} makes one"),
    {"command": "python3 -c 'import secrets; print(secrets.token_hex(32))'"},
)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: `made` a new database, `migrated` it; `backup` is the copy from before, if any."""

    made: bool
    migrated: bool
    backup: Path | None


@contextmanager
def connected(settings: Settings) -> Iterator[None]:
    """Open the database for a command. Raises Unusable if it is missing, lost or damaged, or its schema is not the program's."""
    file = settings.database_file
    if problem := lost(settings):
        raise Unusable(problem)
    if file is not None and not file.exists():
        raise Unusable(_none(file))
    with database.connected(settings):
        if cure := schema_problem():
            raise Unusable(cure)
        yield


def upgrade(settings: Settings, now: datetime) -> Upgrade:
    """Create what is missing (folder, secret key, database file) and migrate; an older database is copied first.

    Raises Unusable, with the cure, if there has been a database and it is lost, damaged, newer, or not ours; then nothing is created.
    """
    settings.instance.mkdir(parents=True, exist_ok=True)
    if problem := problem_of_file(settings, quick=True):
        raise Unusable(problem)
    if not settings.secret_key and settings.database_file is None:
        raise Unusable(SHARED_KEY)
    if not settings.secret_key:
        _make_secret_key(settings.instance / "secret_key")
    file = settings.database_file
    made = file is not None and database.create_file(file)
    with database.connected(settings):
        state = database.state()
        if state in {"newer", "other"}:
            raise Unusable(CURES[state])
        kept = backups.before(settings, "upgrade", now) if state == "older" and file is not None else None
        if state != "current":
            database.upgrade()
            _note_erasures(file)
    return Upgrade(made=made, migrated=state != "current", backup=kept)


def _note_erasures(file: Path | None) -> None:
    """Let the table know who was erased by a program that only had the list beside the file."""
    if known := erasures.listed(erasures.list_of(file)) if file else set():
        with transaction(write=True) as connection:
            erasures.note(connection, known)


def refuse_unusable(settings: Settings) -> None:
    """Raise Unusable if something is wrong with the file of the database or its schema. It reads the whole file."""
    if problem := problem_of_file(settings):
        raise Unusable(problem)
    with connected(settings):
        pass


def check(settings: Settings) -> list[str]:
    """Return what is wrong with the database, with the cure, one line each; empty if nothing is. What is computed is not compared."""
    try:
        refuse_unusable(settings)
    except Unusable as error:
        return [error.args[0]]
    file = settings.database_file
    if file is None:
        return server_faults(settings)
    if not (found := database.dangling(file)):
        return []
    lines = [Phrase(N_("rows of {table} that refer to nothing: {count}"), {"table": table, "count": n}) for table, n in found.items()]
    return [*lines, REPAIR]


def server_faults(settings: Settings) -> list[str]:
    """Return what is wrong with a PostgreSQL database, with the cures; empty if nothing is, or for a file. Raises DatabaseUnavailable."""
    if settings.database_file is not None:
        return []
    with database.connected(settings):
        return [text for fault in server_checks.faults() for text in fault]


def problem_of_file(settings: Settings, *, quick: bool = False) -> str:
    """Return that the file of the database is lost, damaged, or not ours, with the cure, before anything opens it to write.

    Empty if it is sound, or if there has never been one. A quick look leaves out the indexes. Raises DatabaseUnavailable.
    """
    file = settings.database_file
    if file is None or not file.exists() or not file.stat().st_size:
        return lost(settings)
    if found := database.damage(file, quick=quick):
        return Phrase(N_("{file} is damaged ({reason}); {cure}"), {"file": file, "reason": found, "cure": _restoring(settings)})
    revision = database.revision_of(file)
    if revision is None and not settings.demo and backups.every(settings):
        return _lost("empty", settings)
    return CURES["other"] if revision == "" else ""


def lost(settings: Settings) -> str:
    """Return how to get a database back that has been there and is gone, since a new one would hide that; empty if it is not lost.

    The demo has no backups, and those of the site are not its own.
    """
    file = settings.database_file
    if file is None or settings.demo or (file.exists() and file.stat().st_size):
        return ""
    if backups.every(settings):
        return _lost("empty" if file.exists() else "missing", settings)
    log = database.log_of(file)
    return Phrase(LOST["log"], {"file": file}) if log.exists() and log.stat().st_size else ""


def _lost(how: str, settings: Settings) -> Phrase:
    what = Phrase(LOST[how], {"file": settings.database_file})
    values = {"what": what, "cure": _restoring(settings), "folder": backups.folder(settings)}
    return Phrase(N_("{what}; {cure}; to start over, move {folder} away"), values)


def _restoring(settings: Settings) -> Phrase:
    if found := backups.newest_sound(settings):
        return Phrase(N_("restore the newest sound backup: quizapp db restore {file}"), {"file": found})
    return Phrase(
        N_("no backup in {folder} is sound: look for a copy elsewhere, then run quizapp db restore FILE"),
        {"folder": backups.folder(settings)},
    )


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
        else:
            with transaction(write=True):  # a standby refuses to begin
                pass
    except DatabaseUnavailable as error:
        return Phrase(TROUBLES[error.reason]) if error.reason in TROUBLES else str(error)
    return ""


def explained(error: DatabaseUnavailable) -> str:
    """Return why the database cannot be used, and what to do, in one line."""
    remedy = REMEDIES.get(error.reason, N_("the database cannot be used: {trouble}"))
    trouble = Phrase(TROUBLES[error.reason]) if error.reason in TROUBLES else str(error)
    return Phrase(remedy, {"trouble": trouble})


def backup(settings: Settings, target: Path) -> None:
    """Copy the database to a new file while it is in use. Raises Unusable."""
    if target.exists():
        raise Unusable(Phrase(N_("{file} exists already: choose another name"), {"file": target}))
    source = backups.sqlite_file(settings)
    if problem := lost(settings):
        raise Unusable(problem)
    database.copy(source, target)


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
    "explained",
    "lost",
    "refuse_unusable",
    "schema_problem",
    "server_faults",
    "unready",
    "upgrade",
]
