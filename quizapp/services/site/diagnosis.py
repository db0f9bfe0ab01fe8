"""What `quizapp doctor` looks at: what is as it should be, what is not, and how to cure it."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Literal

from quizapp import __version__
from quizapp.config import Settings
from quizapp.db.site import database
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.people import accounts
from quizapp.services.site import maintenance, tidying

SOUND_SQLITE = (3, 51, 3)
"""Older ones can, very rarely, damage a file when two connections write and checkpoint at the same moment."""

FREE_BYTES = 500_000_000
OLD_TIDY, OLD_BACKUP = timedelta(hours=1), timedelta(days=2)
PACKAGES = ("Flask", "SQLAlchemy", "gunicorn", "fsrs")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `state` is ok, warn or fail, `what` was found, `cure` what to do about it."""

    state: Literal["ok", "warn", "fail"]
    what: str
    cure: str = ""


def findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at everything, the settings first."""
    yield from _settings(settings)
    yield from _versions()
    yield from _disk(settings)
    found = maintenance.check(settings)
    if found:
        yield Finding("fail", f"database: {found[0]}", "; ".join(found[1:]))
        return
    yield Finding("ok", f"database: sound, schema current ({_place(settings)})")
    try:
        with database.connected(settings):
            yield from _upkeep(settings, now)
            yield from _people()
    except DatabaseUnavailable as error:
        yield Finding("fail", f"database: {error}", "stop what else uses the file, or restore a backup")


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("ok", f"QUIZAPP_INSTANCE {settings.instance}")
    if settings.bank.is_dir():
        yield Finding("ok", f"QUIZAPP_BANK {settings.bank}")
    else:
        yield Finding("warn", f"QUIZAPP_BANK {settings.bank} is no folder", "set QUIZAPP_BANK, or make the folder")
    if settings.secret_key:
        yield Finding("ok", "QUIZAPP_SECRET_KEY is set")
    else:
        yield Finding("fail", "there is no secret key", f"run {maintenance.UPGRADE}")
    yield Finding("ok", f"QUIZAPP_URL {settings.url or 'not set: for this machine alone'}")
    if settings.url and not settings.secure:
        yield Finding("warn", "passwords travel unencrypted", "put a proxy with https before it and set QUIZAPP_URL=https://...")
    others = {"PROXIES": settings.proxies, "TIMEZONE": settings.timezone, "LANGUAGE": settings.language, "PUBLISH": int(settings.publish)}
    yield Finding("ok", ", ".join(f"QUIZAPP_{name} {value}" for name, value in others.items()))
    if settings.synchronous == "FULL":
        yield Finding("ok", "QUIZAPP_SYNCHRONOUS FULL")
    else:
        yield Finding("warn", "QUIZAPP_SYNCHRONOUS NORMAL: a power cut can lose the newest answers", "set it to FULL")


def _versions() -> Iterator[Finding]:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield Finding("ok", f"quizapp {__version__}, Python {platform.python_version()}, {packages}")
    if sqlite3.sqlite_version_info >= SOUND_SQLITE:
        yield Finding("ok", f"SQLite {sqlite3.sqlite_version}")
    else:
        wanted = ".".join(map(str, SOUND_SQLITE))
        yield Finding(
            "warn",
            f"SQLite {sqlite3.sqlite_version}: before {wanted} a very rare race can damage the file",
            f"use a Python with SQLite {wanted} or newer; until then keep the daily backups",
        )


def _disk(settings: Settings) -> Iterator[Finding]:
    if not settings.instance.is_dir():
        return
    free = shutil.disk_usage(settings.instance).free
    what = f"disk: {free / 1e9:.1f} GB free"
    yield Finding("ok", what) if free >= FREE_BYTES else Finding("fail", what, "make room: a full disk stores no answers")


def _upkeep(settings: Settings, now: datetime) -> Iterator[Finding]:
    run = tidying.last_run()
    finished = run.finished_at if run else None
    if run and finished and now - finished < OLD_TIDY:
        yield Finding("ok", f"tidy: {finished:%Y-%m-%d %H:%M} UTC ({run.report})")
    else:
        what = f"tidy: last finished {finished:%Y-%m-%d %H:%M} UTC" if finished else "tidy: never finished"
        yield Finding("warn", what, "quizapp serve runs it; else let cron run quizapp tidy every ten minutes")
    backup = maintenance.newest_backup(settings)
    if settings.database_file is None:
        yield Finding("warn", "backup: not made by quizapp", "see that your database is backed up")
    elif backup and now - backup < OLD_BACKUP:
        yield Finding("ok", f"backup: {backup:%Y-%m-%d %H:%M} UTC")
    else:
        yield Finding(
            "warn", f"backup: {f'{backup:%Y-%m-%d %H:%M} UTC' if backup else 'none'}", "run quizapp tidy; copy the file elsewhere too"
        )


def _people() -> Iterator[Finding]:
    if accounts.teacher_exists():
        yield Finding("ok", "teachers: at least one")
    else:
        yield Finding("warn", "teachers: none", "open the link that quizapp serve prints, or run quizapp user add NAME --role admin")


def _place(settings: Settings) -> str:
    return str(settings.database_file or settings.database_url.partition("://")[0])
