"""Backups: copies of the database in instance/backups/."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from quizapp.config import Settings
from quizapp.db.site import database
from quizapp.domain.questions.phrases import N_, Phrase

KEPT = 7
"""How many backups of each kind are kept."""


class Unusable(Exception):  # noqa: N818 - read as a sentence: raise Unusable
    """The request cannot be carried out; the message says why and what to do, in one line."""


def daily(settings: Settings, now: datetime) -> int:
    """Copy the database once a day (UTC) to instance/backups/, and return 1 if it was copied. The newest KEPT of each kind are kept.

    The demo is not copied, since its copies would push out those of the real database.
    """
    if settings.database_file is None or settings.demo or path_of(settings, f"daily-{now:%Y-%m-%d}").exists():
        return 0
    copy(settings, f"daily-{now:%Y-%m-%d}")
    for kind in ("daily", "before-upgrade", "before-restore"):
        for old in sorted(path_of(settings, "").parent.glob(f"{kind}-*.db"))[:-KEPT]:
            old.unlink()
    return 1


def newest(settings: Settings) -> datetime | None:
    """Return when the newest copy in instance/backups/ was made."""
    times = [path.stat().st_mtime for path in path_of(settings, "").parent.glob("*.db")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def copy(settings: Settings, name: str) -> Path:
    """Copy the database to instance/backups/, and return the copy."""
    target = path_of(settings, name)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    database.copy(sqlite_file(settings), target)
    return target


def path_of(settings: Settings, name: str) -> Path:
    """Return where a backup of that name is."""
    return settings.instance / "backups" / f"{name}.db"


def sqlite_file(settings: Settings) -> Path:
    """Return the file of the database. Raises Unusable if it is another kind of database."""
    file = settings.database_file
    if file is None:
        raise Unusable(Phrase(N_("backup and restore work only with SQLite: use your database's own tools (pg_dump, pg_restore)")))
    return file
