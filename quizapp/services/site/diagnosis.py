"""The checks of `quizapp doctor`: what is in order, what is not, and how to fix it."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Literal

from quizapp import __version__, catalogues, lexicons
from quizapp.config import Settings
from quizapp.db.site import database
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.people import accounts
from quizapp.services.site import backups, maintenance, server_checks, surroundings, tidying, word_lists

SOUND_SQLITE = (3, 51, 3)
"""Older versions can, very rarely, damage a file when two connections write and checkpoint at the same moment."""

FREE_BYTES = 500_000_000
OLD_TIDY, OLD_BACKUP = timedelta(hours=1), timedelta(days=2)
DATABASE = N_("database: {what}")
TIDY = "quizapp tidy"
MINUTE = "%Y-%m-%d %H:%M"
PACKAGES = ("Flask", "SQLAlchemy", "gunicorn", "fsrs")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `state` is ok, warn or fail, `what` was found, `cure` how to fix it; both may be phrases."""

    state: Literal["ok", "warn", "fail"]
    what: str
    cure: str = ""


WORDS: Mapping[str, Finding] = {
    "ready": Finding("ok", N_("word lists: {languages}")),
    "no-list": Finding("ok", N_("word lists: none exists for {languages}, so there another word can pass for a misspelling")),
    "missing": Finding("warn", N_("word lists: not yet made for {languages}"), N_("run {command}")),
    "no-place": Finding(
        "warn",
        N_("word lists: none for {languages}, because {folder} cannot be written"),
        N_("let this user write there, or set XDG_CACHE_HOME to a folder where they can"),
    ),
}
"""What the state of a word list means."""


def findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Check everything, the settings first."""
    yield from _settings(settings)
    yield from _versions(settings)
    yield from _disk(settings)
    found = maintenance.check(settings)
    if found:
        yield Finding("fail", Phrase(DATABASE, {"what": found[0]}), _joined(found[1:]))
        return
    yield Finding("ok", Phrase(N_("database: sound, schema current ({place})"), {"place": _place(settings)}))
    try:
        with database.connected(settings):
            if settings.database_file is None:
                yield from _server()
            yield from _upkeep(settings, now)
            yield from _words()
            yield from _people()
    except DatabaseUnavailable as error:
        yield Finding(
            "fail", Phrase(DATABASE, {"what": str(error)}), Phrase(N_("stop any other program that uses the file, or restore a backup"))
        )


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("ok", f"QUIZAPP_INSTANCE {settings.instance}")
    if settings.bank.is_dir():
        yield Finding("ok", f"QUIZAPP_BANK {settings.bank}")
    else:
        what = Phrase(N_("QUIZAPP_BANK {folder} is not a folder"), {"folder": settings.bank})
        yield Finding("warn", what, Phrase(N_("set QUIZAPP_BANK, or make the folder")))
    if surroundings.easy_key(settings):
        cure = Phrase(N_("set it to 32 random characters, or leave it out: then {command} makes one"), {"command": maintenance.UPGRADE})
        yield Finding("fail", surroundings.EASY_KEY, cure)
    elif settings.secret_key:
        yield Finding("ok", Phrase(N_("QUIZAPP_SECRET_KEY is set")))
    elif settings.database_file is None:
        yield Finding("fail", maintenance.SHARED_KEY)
    else:
        yield Finding("fail", Phrase(N_("there is no secret key")), Phrase(N_("run {command}"), {"command": maintenance.UPGRADE}))
    yield Finding("ok", f"QUIZAPP_URL {settings.url}" if settings.url else Phrase(N_("QUIZAPP_URL not set: for this machine alone")))
    if settings.url and not settings.secure:
        cure = Phrase(N_("put an https proxy in front of the server and set QUIZAPP_URL=https://..."))
        yield Finding("warn", Phrase(N_("passwords travel unencrypted")), cure)
    others = {"PROXIES": settings.proxies, "TIMEZONE": settings.timezone, "LANGUAGE": settings.language, "PUBLISH": int(settings.publish)}
    yield Finding("ok", ", ".join(f"QUIZAPP_{name} {value}" for name, value in others.items()))
    yield Finding("ok", f"QUIZAPP_LOG {settings.log}, QUIZAPP_METRICS {int(settings.metrics)}, QUIZAPP_OFFLINE {int(settings.offline)}")
    months = {"STUDENTS": settings.keep_students, "CLASSES": settings.keep_classes, "LOG": settings.keep_log}
    yield Finding("ok", ", ".join(f"QUIZAPP_KEEP_{name} {number}" for name, number in months.items()))
    if not catalogues.speaks(settings.language):
        what = Phrase(N_("QUIZAPP_LANGUAGE {language}: there is no catalogue, so pages are in English"), {"language": settings.language})
        yield Finding("warn", what, Phrase(N_("set it to one of {languages}"), {"languages": tuple(catalogues.languages())}))
    if settings.database_file is None:
        return  # a server has settings of its own
    if settings.synchronous == "FULL":
        yield Finding("ok", "QUIZAPP_SYNCHRONOUS FULL")
    else:
        what = Phrase(N_("QUIZAPP_SYNCHRONOUS NORMAL: a power cut can lose the newest answers"))
        yield Finding("warn", what, Phrase(N_("set it to FULL")))


def _versions(settings: Settings) -> Iterator[Finding]:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield Finding("ok", f"quizapp {__version__}, Python {platform.python_version()}, {packages}")
    if settings.database_file is None:
        return
    if sqlite3.sqlite_version_info >= SOUND_SQLITE:
        yield Finding("ok", f"SQLite {sqlite3.sqlite_version}")
    else:
        wanted = ".".join(map(str, SOUND_SQLITE))
        values = {"version": sqlite3.sqlite_version, "wanted": wanted}
        yield Finding(
            "warn",
            Phrase(N_("SQLite {version}: before {wanted} a very rare race can damage the file"), values),
            Phrase(N_("use a Python with SQLite {wanted} or newer; until then keep the daily backups"), values),
        )


def _server() -> Iterator[Finding]:
    """Look at the server of another database than SQLite."""
    found = server_checks.look()
    values = {"version": found.version, "encoding": found.encoding, "used": found.in_use, "most": found.most}
    yield Finding("ok", Phrase(N_("PostgreSQL {version}, {encoding}, {used} of {most} connections in use"), values))
    for what, cure in server_checks.warnings(found):
        yield Finding("warn", what, cure)


def _disk(settings: Settings) -> Iterator[Finding]:
    if not settings.instance.is_dir():
        return
    free = shutil.disk_usage(settings.instance).free
    what = Phrase(N_("disk: {size} GB free"), {"size": f"{free / 1e9:.1f}"})
    cure = Phrase(N_("free some space: answers cannot be stored on a full disk"))
    yield Finding("ok", what) if free >= FREE_BYTES else Finding("fail", what, cure)
    if remote := surroundings.remote(settings):
        yield Finding("warn", remote, Phrase(N_("move the instance folder to a disk of this machine")))


def _upkeep(settings: Settings, now: datetime) -> Iterator[Finding]:
    run = tidying.last_run()
    finished = run.finished_at if run else None
    if run and finished and now - finished < OLD_TIDY:
        yield Finding("ok", Phrase(N_("tidy: {moment} UTC ({report})"), {"moment": f"{finished:{MINUTE}}", "report": run.report}))
    else:
        late = N_("tidy: last finished {moment} UTC")
        what = Phrase(late, {"moment": f"{finished:{MINUTE}}"}) if finished else Phrase(N_("tidy: never finished"))
        yield Finding(
            "warn", what, Phrase(N_("quizapp serve runs it; if you use another server, have cron run quizapp tidy every ten minutes"))
        )
    backup = backups.newest(settings)
    if settings.database_file is None:
        yield Finding("ok", Phrase(N_("backup: left to the server of the database; quizapp db backup makes one more")))
    elif backup and now - backup < OLD_BACKUP:
        yield Finding("ok", _backed_up(backup))
    else:
        what = _backed_up(backup) if backup else Phrase(N_("backup: none"))
        yield Finding("warn", what, Phrase(N_("run quizapp tidy, and keep a copy of the file somewhere else")))


def _backed_up(moment: datetime) -> Phrase:
    return Phrase(N_("backup: {moment} UTC"), {"moment": f"{moment:{MINUTE}}"})


def _words() -> Iterator[Finding]:
    """Look at the word lists of the decks' languages; without one, a word that is near the right one passes for a misspelling."""
    found: dict[str, list[str]] = {}
    for language in word_lists.languages():
        found.setdefault(lexicons.state(language), []).append(language)
    for state, finding in WORDS.items():
        if state in found:
            values = {"languages": tuple(found[state]), "folder": str(lexicons.folder() or "~/.cache"), "command": TIDY}
            yield Finding(finding.state, Phrase(finding.what, values), Phrase(finding.cure, values) if finding.cure else "")


def _people() -> Iterator[Finding]:
    if accounts.teacher_exists():
        yield Finding("ok", Phrase(N_("teachers: at least one")))
    else:
        cure = Phrase(N_("open the link that quizapp serve prints, or run quizapp user add NAME --role admin"))
        yield Finding("warn", Phrase(N_("teachers: none")), cure)


def _joined(texts: Sequence[str]) -> str:
    """Return the remaining problems in one line."""
    first, *others = texts or [""]
    return Phrase(N_("{first}; {others}"), {"first": first, "others": _joined(others)}) if others else first


def _place(settings: Settings) -> str:
    return str(settings.database_file or settings.database_url.partition("://")[0])
