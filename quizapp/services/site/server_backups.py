"""Backups of a database on a PostgreSQL server: dumps where its tools are installed, and otherwise copies as files of SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from quizapp.config import Settings
from quizapp.db.base import transaction
from quizapp.db.people import erasures
from quizapp.db.site import database, dumps, settling, transfer
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.site import backups, copying, maintenance
from quizapp.services.site.maintenance import Unusable
from quizapp.services.site.restoring import Restored

SQLITE = b"SQLite format 3\0"
"""How a file of SQLite begins."""

UNSETTLED = ".unsettled"
"""A file beside the backups while a restore is under way. If it was killed, those who are in the database have not been erased again."""


def backup(settings: Settings, target: Path) -> bool:
    """Copy the database to a new file while it is in use, and return whether it is a dump, or else a file of SQLite. Raises Unusable."""
    if target.exists():
        raise Unusable(Phrase(N_("{file} exists already: choose another name"), {"file": target}))
    with database.connected(settings), transaction(write=False) as connection:
        dumped = dumps.can_dump(connection)
    if dumped:
        dumps.dump(settings.database_url, target)
        return True
    partial = target.with_name(f".{target.name}.part")
    try:
        copying.copy(settings, _file(settings, partial), lambda *_: None, live=True)
        database.make_single(partial)
        database.keep(partial, target)
    finally:
        database.remove(partial)
    return False


def restore(settings: Settings, source: Path, now: datetime, *, bring_back: bool = False) -> Restored:
    """Replace everything in the database with a backup of either kind, in which all sign-ins and links are ended.

    People who were erased since, on whichever host, are erased again; `bring_back` lets them stay. Raises Unusable: then nothing has
    changed.
    """
    if not source.is_file():
        raise Unusable(Phrase(N_("there is no file {file}"), {"file": source}))
    kept = _kept(settings, now)
    keep_list(settings)  # the table is replaced: if what follows is killed, the list still knows
    known = erasures.listed(backups.list_of(settings), source.with_name(backups.LIST))
    unsettled = _folder(settings) / UNSETTLED
    begun = unsettled.exists()
    if not begun:
        known -= _living(settings)
    unsettled.touch(mode=0o600)
    try:
        try:
            migrated = _replace(settings, source)
        except Exception:
            if not begun:
                unsettled.unlink()  # nothing has changed
            raise
        migrated = maintenance.upgrade(settings, now).migrated if dumps.is_dump(source) else migrated
    except DatabaseUnavailable as error:
        raise Unusable(Phrase(N_("{file} cannot be used as a backup: {reason}"), {"file": source, "reason": str(error)})) from error
    with maintenance.connected(settings), transaction(write=True) as connection:
        settled = settling.settle(connection, known, bring_back=bring_back)
    unsettled.unlink()
    erasures.withdraw(backups.list_of(settings), settled.back)
    return Restored(kept, migrated, settled.erased, len(settled.back))


def _replace(settings: Settings, source: Path) -> bool:
    """Replace everything with a backup of either kind, in one transaction; return whether it was migrated before: a dump is not yet.

    Raises Unusable, DatabaseUnavailable: then nothing has changed.
    """
    if dumps.is_dump(source):
        dumps.load(settings.database_url, source, _folder(settings) / f".{source.name}.sql")
        return False
    with _current(settings, source) as (current, migrated):
        copying.copy(current, settings, lambda *_: None, replace=True)
    return migrated


def _living(settings: Settings) -> set[str]:
    """Return the digests of everybody who is there: the list of another host does not know who has been brought back."""
    with database.connected(settings), transaction(write=False) as connection:
        return erasures.living(connection)


def before_erasing(settings: Settings, now: datetime) -> Path | None:
    """Copy the database, a file or one on a server, before people are erased by age; return the copy, or None for the demo.

    Raises Unusable, DatabaseUnavailable.
    """
    if settings.demo:
        return None
    return backups.before(settings, "erase", now) if settings.database_file else _before(settings, "erase", now)


def keep_list(settings: Settings) -> int:
    """Add to the list beside the backups whom this and other hosts erased since, and return how many. Raises DatabaseUnavailable."""
    with database.connected(settings), transaction(write=False) as connection:
        known = erasures.noted(connection)
    return erasures.keep(_folder(settings) / backups.LIST, known) if known else 0


def _kept(settings: Settings, now: datetime) -> Path | None:
    """Copy what is in the database now, unless it is empty. Raises Unusable if a server is using it."""
    with database.connected(settings):
        state = database.state()
        if state == "missing":
            return None
        if state == "other":
            raise Unusable(maintenance.CURES["other"])
        with transaction(write=False) as connection:
            copying.refuse_others(connection, settings)
        if state == "older":
            database.upgrade()  # without pg_dump only a current schema can be copied
        with transaction(write=False) as connection:
            if state != "newer" and not any(transfer.count(connection).values()):
                return None
    return _before(settings, "restore", now)


def _before(settings: Settings, what: str, now: datetime) -> Path:
    """Copy the database on a server, and delete the oldest copies of this kind. Raises Unusable, DatabaseUnavailable."""
    target = backups.free_path(_folder(settings), f"before-{what}-{now:{backups.SECOND}}", ".backup")
    backup(settings, target)
    for old in sorted(target.parent.glob(f"before-{what}-*.backup"))[: -backups.KEPT]:
        old.unlink()
    return target


@contextmanager
def _current(settings: Settings, source: Path) -> Iterator[tuple[Settings, bool]]:
    """Copy a file of SQLite for a moment, migrate the copy, and say whether that was needed. Raises Unusable, DatabaseUnavailable."""
    with source.open("rb") as file:
        if file.read(len(SQLITE)) != SQLITE:
            raise DatabaseUnavailable("it is neither a dump nor a file of SQLite")
    copied = _folder(settings) / f".{source.name}.part"
    try:
        database.copy(source, copied)
        with database.connected(_file(settings, copied)):
            older = database.state() == "older"
            if older:
                database.upgrade()
        yield _file(settings, copied), older
    finally:
        database.remove(copied)


def _file(settings: Settings, path: Path) -> Settings:
    return replace(settings, database_url=f"sqlite:///{path.resolve()}")


def _folder(settings: Settings) -> Path:
    folder = backups.folder(settings)
    folder.mkdir(mode=0o700, exist_ok=True, parents=True)
    return folder
