"""Backups: copies of the database in instance/backups/, when they are made, and how long each is kept.

A copy is daily-DAY.db, or before-WHAT-MOMENT.db. What `db restore` moved aside because it was damaged is damaged-MOMENT.db, no backup.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from quizapp.config import Settings
from quizapp.db.files import beside
from quizapp.db.people import erasures
from quizapp.db.site import database
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.errors import DatabaseUnavailable

DAYS, WEEKS, YEAR = 14, 8, 366
"""Daily copies are kept for 14 days, then one a week until it is 8 weeks old, then one a month for a year."""

KEPT = 7
"""How many copies of every other kind are kept, for a year at most: who was erased is not to be found in them for ever."""

OTHERS = ("before-upgrade", "before-restore", "before-import", "before-fix", "before-erase", "damaged")
SECOND = "%Y-%m-%dT%H%M%S"
RECENT = timedelta(hours=1)
"""An import needs no copy of its own after a younger one."""

DAILY = re.compile(r"daily-(\d{4}-\d\d-\d\d)\.db")
DAMAGED = "damaged"
LIST = "erased"
"""The list of erased people that is kept with the backups, for the day when there is nothing else, and for those who copy the folder."""


class Unusable(Exception):  # noqa: N818 - read as a sentence: raise Unusable
    """The request cannot be carried out; the message says why and what to do, in one line."""


def folder(settings: Settings) -> Path:
    """Return where the backups are."""
    return settings.instance / "backups"


def list_of(settings: Settings) -> Path:
    """Return the list of erased people that is kept with the backups."""
    return folder(settings) / LIST


def daily(settings: Settings, now: datetime) -> int:
    """Copy the database once a day (UTC), delete what is no longer kept, and return 1 if it was copied.

    The demo is not copied, since its copies would push out those of the real database. Raises DatabaseUnavailable: when the database is
    damaged, no copy is deleted either.
    """
    name = _daily(now)
    if settings.database_file is None or settings.demo or path_of(settings, name).exists():
        return 0
    copy(settings, name)  # sound, or we do not get further
    thin(settings, now.date())
    return 1


def before(settings: Settings, what: str, now: datetime) -> Path:
    """Copy the database before something that cannot be undone: upgrade, import, fix or erase. Raises Unusable, DatabaseUnavailable."""
    return copy(settings, f"before-{what}-{now:{SECOND}}")


def before_import(settings: Settings, now: datetime) -> None:
    """Copy the database before a deck is imported, unless there is a recent copy. Raises DatabaseUnavailable."""
    last = newest(settings)
    if settings.database_file and not settings.demo and not (last and now - last < RECENT):
        before(settings, "import", now)


def thin(settings: Settings, today: date) -> None:
    """Delete the copies that are no longer kept, and what a copy that was killed left behind."""
    found = {date.fromisoformat(match[1]): path for path in folder(settings).iterdir() if (match := DAILY.fullmatch(path.name))}
    for day in found.keys() - kept_days(found, today):
        found[day].unlink()
    for kind in OTHERS:
        copies = sorted(folder(settings).glob(f"{kind}-*.db"))
        for old in {*copies[:-KEPT], *(path for path in copies if _is_old(path, kind, today))}:
            for path in (old, *beside(old)):
                path.unlink(missing_ok=True)
    file = sqlite_file(settings)
    for partial in (*folder(settings).glob(".*.db.*"), *file.parent.glob(f".{file.name}.*")):
        if datetime.fromtimestamp(partial.stat().st_mtime, UTC).date() < today - timedelta(days=1):
            partial.unlink(missing_ok=True)


def _daily(now: datetime) -> str:
    return f"daily-{now:%Y-%m-%d}"


def _is_old(path: Path, kind: str, today: date) -> bool:
    """Return whether a copy was made more than a year ago, by its name."""
    try:
        return (today - date.fromisoformat(path.name.removeprefix(f"{kind}-")[:10])).days > YEAR
    except ValueError:
        return False


def kept_days(days: Collection[date], today: date) -> set[date]:
    """Return the days whose daily copy is kept; the newest always is."""
    ordered = sorted(days)
    weeks = {day.isocalendar()[:2]: day for day in ordered}  # the newest of each, since it comes last
    months = {(day.year, day.month): day for day in ordered}
    return {
        *ordered[-1:],
        *(day for day in ordered if (today - day).days < DAYS),
        *(day for day in weeks.values() if (today - day).days < 7 * WEEKS),
        *(day for day in months.values() if (today - day).days <= YEAR),
    }


def every(settings: Settings) -> list[Path]:
    """Return all copies, the newest first, but copies of what a restore replaced last: it was replaced for a reason."""
    found = [path for path in folder(settings).glob("*.db") if not path.name.startswith(DAMAGED)]
    return sorted(found, key=lambda path: (path.name.startswith("before-restore"), -path.stat().st_mtime, path.name))


def newest(settings: Settings) -> datetime | None:
    """Return when the newest copy was made."""
    times = [path.stat().st_mtime for path in every(settings)]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def newest_sound(settings: Settings) -> Path | None:
    """Return the newest copy that can be restored."""
    return next((path for path in every(settings) if _is_sound(path)), None)


def copy(settings: Settings, name: str) -> Path:
    """Copy the database to instance/backups/, and return the copy. Raises Unusable, DatabaseUnavailable."""
    target, file = path_of(settings, name), sqlite_file(settings)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    database.copy(file, target)
    if (known := erasures.list_of(file)).exists():
        shutil.copy(known, list_of(settings))
    erasures.keep(list_of(settings), erasures.noted_in(file))  # also who was erased before the database was copied from a server
    return target


def set_aside(settings: Settings, file: Path, now: datetime) -> Path | None:
    """Move a database with the files beside it to instance/backups/, byte by byte, whatever they hold; return where it is now.

    A sound one is a backup from then on. Raises OSError.
    """
    found = [path for path in (file, *beside(file)) if path.exists()]
    if not found:
        return None
    sound = _is_sound(file)
    if sound:
        with suppress(DatabaseUnavailable):  # somebody has it open
            database.make_single(file)
    folder(settings).mkdir(mode=0o700, exist_ok=True)
    name = f"{'before-restore' if sound else DAMAGED}-{now:{SECOND}}"
    target = free_path(folder(settings), name, ".db")
    places = dict(zip((file, *beside(file)), (target, *beside(target)), strict=True))
    for path, place in places.items():
        if path.exists():
            _move(path, place)
    return places[found[0]]


def free_path(place: Path, name: str, ending: str) -> Path:
    """Return a path that does not exist yet: with the name, or with a number after it if there were two in one second."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(path for each in names if not (path := place / f"{each}{ending}").exists())


def _move(path: Path, place: Path) -> None:
    """Move a file, also to another disk: there it has its name when it is complete, and only then is the first one deleted."""
    try:
        path.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        partial = place.with_name(f".{place.name}.{uuid4().hex}")
        try:
            shutil.copy2(path, partial)
            database.keep(partial, place)
        finally:
            partial.unlink(missing_ok=True)
        path.unlink()


def path_of(settings: Settings, name: str) -> Path:
    """Return where a backup of that name is."""
    return folder(settings) / f"{name}.db"


def sqlite_file(settings: Settings) -> Path:
    """Return the file of the database. Raises Unusable if it is another kind of database."""
    file = settings.database_file
    if file is None:
        raise Unusable(Phrase(N_("backup and restore work only with SQLite: use your database's own tools (pg_dump, pg_restore)")))
    return file


def _is_sound(path: Path) -> bool:
    """Return whether a file is a database of ours without damage."""
    try:
        return path.stat().st_size > 0 and not database.damage(path) and bool(database.revision_of(path))
    except (OSError, DatabaseUnavailable):
        return False
