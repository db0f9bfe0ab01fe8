"""Restoring a backup: the database that was there is moved aside whatever it holds, and the copy is made ready before it is in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from quizapp.config import Settings
from quizapp.db.base import transaction
from quizapp.db.people import erasures
from quizapp.db.site import database, settling
from quizapp.db.site.settling import Settled
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.services.site import backups
from quizapp.services.site.backups import Unusable
from quizapp.services.site.maintenance import CURES

NO_BACKUP = N_("{file} cannot be used as a backup: {reason}")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: `kept` is where the database that was there is now, or a copy of it, if there was anything in it.

    `erased` people were erased again; the erasure of `back` was withdrawn. `unread` says why the old database could not tell who was
    erased, if so: then only the lists beside it do.
    """

    kept: Path | None
    migrated: bool
    erased: int
    back: int
    unread: str = ""


def restore(settings: Settings, source: Path, now: datetime, *, bring_back: bool = False) -> Restored:
    """Put a backup in the place of the database; what was there is kept, sound or not.

    The copy is migrated, all sign-ins and links in it are ended, and people who were erased since are erased again before anybody sees it.
    `bring_back` lets those people stay. Until it is ready, nothing is changed: a failure leaves the database as it was.

    Raises Unusable, DatabaseUnavailable, OSError.
    """
    file = backups.sqlite_file(settings)
    _check(source, file)
    _check_that_nobody_writes(file)
    settings.instance.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.{uuid4().hex}")
    try:
        database.copy(source, new)
        own = erasures.list_of(file), backups.list_of(settings)
        known, unread = _known(file, *own, source.with_name(backups.LIST))
        migrated, settled = _make_ready(replace(settings, database_url=f"sqlite:///{new}"), known, bring_back=bring_back)
        database.make_single(new)
        erasures.keep(own[0], known)
        kept = backups.set_aside(settings, file, now)
        database.keep(new, file)
    finally:
        database.remove(new)
    for path in own:  # not before they are back
        erasures.withdraw(path, settled.back)
    return Restored(kept, migrated, settled.erased, len(settled.back), unread)


def _known(file: Path, *lists: Path) -> tuple[set[str], str]:
    """Return the digests of those who were erased, and why the database in place could not be asked, if so.

    It knows better than a list: whose account is there has been brought back since.
    """
    listed = erasures.listed(*lists)
    try:
        return (listed - erasures.living_in(file)) | erasures.noted_in(file), ""
    except DatabaseUnavailable as error:
        return listed, str(error)


def _check(source: Path, file: Path) -> None:
    """Refuse a file that cannot be restored. Raises Unusable, DatabaseUnavailable."""
    if not source.is_file():
        raise Unusable(Phrase(N_("there is no file {file}"), {"file": source}))
    if file.exists() and source.samefile(file):
        raise Unusable(Phrase(N_("{file} is the database itself: choose a backup"), {"file": source}))
    try:
        found: str = database.damage(source)
        revision = None if found else database.revision_of(source)
    except DatabaseUnavailable as error:
        raise Unusable(Phrase(NO_BACKUP, {"file": source, "reason": str(error)})) from error
    reason = found or (CURES["newer"] if revision and not database.is_known(revision) else "")
    if reason or not revision:
        reason = reason or Phrase(N_("it is no database of quizapp"))
        raise Unusable(Phrase(NO_BACKUP, {"file": source, "reason": reason}))


def _check_that_nobody_writes(file: Path) -> None:
    """Refuse while another program has the write lock, whatever the database holds. Raises DatabaseUnavailable."""
    try:
        database.try_to_write(file)
    except DatabaseUnavailable as error:
        if error.reason is Reason.BUSY:
            raise


def _make_ready(settings: Settings, known: set[str], *, bring_back: bool) -> tuple[bool, Settled]:
    """Migrate a copy and settle what is in it; return whether it was migrated, and how the erasures since were settled."""
    with database.connected(settings):
        older = database.state() == "older"
        if older:
            database.upgrade()
        with transaction(write=True) as connection:
            return older, settling.settle(connection, known, bring_back=bring_back)
