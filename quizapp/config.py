"""The settings, read once: from `QUIZAPP_*` variables, or from a mapping in a test."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Literal, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quizapp import shipped

OWN_BANK = Path("question_bank")
"""The default bank folder, in the current folder; if it does not exist, the decks that come with the program are the bank."""

LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
SECRET_BYTES = 32
"""The least length of a secret key, in characters."""


class SettingError(ValueError):
    """A setting that cannot be used; the message names the variable and says which values it accepts."""


def now() -> datetime:
    """Return the present moment; the only clock of the app, replaced in tests."""
    return datetime.now(UTC)


def make_nonce() -> str:
    """Return an unguessable nonce for one presentation."""
    return token_urlsafe(16)


LEAST_MONTHS, MOST_MONTHS = 4, 1200
"""The shortest time after which anything about a student is erased by age: longer than a summer holiday, and than guests are kept."""

COUNTING = "PROMETHEUS_MULTIPROC_DIR"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set from outside. `secret_key` is empty until `quizapp serve` has made one."""

    instance: Path
    database_url: str
    bank: Path
    secret_key: str
    url: str
    proxies: int
    timezone: str
    language: str
    publish: bool
    synchronous: Literal["FULL", "NORMAL", "OFF"]  # OFF only for a file that is thrown away if anything happens to it
    log: Literal["text", "json"]
    metrics: bool
    keep_students: int
    keep_classes: int
    keep_log: int
    offline: bool = True
    clock: Callable[[], datetime] = now
    nonce: Callable[[], str] = make_nonce
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Whether people use the site over https, so that cookies can require it."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        """The host name people use, without the port; empty if no address is set."""
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        """The path below which people use the site, such as "/quiz"; empty if it has a host of its own."""
        return urlsplit(self.url).path

    @property
    def database_file(self) -> Path | None:
        """The file of an SQLite database, or None for another database."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


def read_settings(given: Mapping[str, Any] | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ` (names that begin with `QUIZAPP_`); those in `given` (plain names) take precedence.

    Raises SettingError for a value that cannot be used.
    """
    given = given or {}

    def setting(name: str, default: Any) -> Any:
        return given.get(name, environ.get(f"QUIZAPP_{name}") or default)

    instance = Path(setting("INSTANCE", "instance")).resolve()
    synchronous = str(setting("SYNCHRONOUS", "FULL")).upper()
    if synchronous not in {"FULL", "NORMAL"}:
        raise SettingError("QUIZAPP_SYNCHRONOUS must be FULL or NORMAL")
    database_url = _database(str(setting("DATABASE_URL", f"sqlite:///{instance / 'quizapp.db'}")))
    shared = not database_url.startswith("sqlite:")
    keep_students = _months("KEEP_STUDENTS", setting("KEEP_STUDENTS", "0"))
    keep_classes = _months("KEEP_CLASSES", setting("KEEP_CLASSES", "0"))
    if 0 < keep_students < keep_classes:
        raise SettingError("QUIZAPP_KEEP_STUDENTS must not be smaller than QUIZAPP_KEEP_CLASSES: marks go with the accounts of students")
    return Settings(
        instance=instance,
        database_url=database_url,
        bank=Path(setting("BANK", OWN_BANK if OWN_BANK.is_dir() else shipped.BANK)).resolve(),
        secret_key=_secret_key(str(setting("SECRET_KEY", "")), None if shared else instance / "secret_key"),
        url=_address(str(setting("URL", ""))),
        proxies=_count(str(setting("PROXIES", 0))),
        timezone=_zone(str(setting("TIMEZONE", "UTC"))),
        language=_language(str(setting("LANGUAGE", "en"))),
        publish=_on(setting("PUBLISH", "1")),
        log=_log(str(setting("LOG", "text"))),
        metrics=_on(setting("METRICS", "0")),
        offline=_on(setting("OFFLINE", "1")),
        keep_students=keep_students,
        keep_classes=keep_classes,
        keep_log=_months("KEEP_LOG", setting("KEEP_LOG", "0")),
        synchronous=cast("Literal['FULL', 'NORMAL']", synchronous),
        clock=given.get("CLOCK", now),
        nonce=given.get("NONCE", make_nonce),
        demo=_on(setting("DEMO", "0")),
    )


def site_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language of the site, for a command that needs no other setting. Raises SettingError."""
    return _language(environ.get("QUIZAPP_LANGUAGE") or "en")


def counting_folder(environ: Mapping[str, str] = os.environ) -> str:
    """Return the folder in which all processes of a server count for Prometheus; its library reads the name here too."""
    return environ.get(COUNTING, "")


def count_in(folder: Path) -> None:
    """Let this program and those that it starts count in a folder."""
    os.environ[COUNTING] = str(folder)


def environment(**more: str) -> dict[str, str]:
    """Return the environment for a program of another project that is started, with some variables more."""
    return {**os.environ, **more}


def hand_on(**settings: str) -> None:
    """Pass settings (plain names) on to the programs that this one starts or becomes."""
    os.environ.update({f"QUIZAPP_{name}": value for name, value in settings.items()})


def _on(value: object) -> bool:
    return str(value).lower() not in {"0", "no", "false"}


def _secret_key(given: str, path: Path | None) -> str:
    """Return the key that is given, or else that of a file. Hosts that share a database share a key too, so for them there is no file."""
    key = given or (path.read_text("ascii").strip() if path and path.is_file() else "")
    if key and len(key) < SECRET_BYTES:
        raise SettingError(f"QUIZAPP_SECRET_KEY is shorter than {SECRET_BYTES} characters")
    return key


def _database(url: str) -> str:
    """Return the address of a database with the driver that the program uses; hosts of PostgreSQL give it under several names."""
    scheme, slashes, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return url
    if not slashes or scheme not in POSTGRESQL:
        raise SettingError("QUIZAPP_DATABASE_URL must begin with sqlite:/// or postgresql://")
    if find_spec("psycopg") is None:
        raise SettingError("QUIZAPP_DATABASE_URL names a PostgreSQL server: install quizapp[postgres], or requirements/postgres.txt")
    return f"postgresql+psycopg://{rest}"


def _address(text: str) -> str:
    parts = urlsplit(text)
    odd = parts.query or parts.fragment or not text.isprintable() or " " in text or not parts.path.isascii() or "%" in parts.path
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or odd):
        raise SettingError("QUIZAPP_URL must be an address such as https://quiz.example.org or https://school.example.org/quiz")
    return text.rstrip("/")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise SettingError("QUIZAPP_PROXIES must be the number of proxies in front of the server, 0 for none")
    return int(text)


def _months(name: str, text: object) -> int:
    months = int(str(text)) if str(text).isdecimal() else -1
    if months and not LEAST_MONTHS <= months <= MOST_MONTHS:
        raise SettingError(
            f"QUIZAPP_{name} must be a number of months, {LEAST_MONTHS} to {MOST_MONTHS}, or 0: kept until somebody deletes it"
        )
    return months


def _log(form: str) -> Literal["text", "json"]:
    if form not in {"text", "json"}:
        raise SettingError("QUIZAPP_LOG must be text or json")
    return cast("Literal['text', 'json']", form)


def _language(tag: str) -> str:
    if not LANGUAGE.fullmatch(tag):
        raise SettingError("QUIZAPP_LANGUAGE must be the tag of a language, such as en, ko or pt-BR")
    return tag


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingError("QUIZAPP_TIMEZONE must be a name such as Europe/Berlin") from error
    return name
