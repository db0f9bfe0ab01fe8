"""The file of an SQLite database: whether the one that is open is still in its place, and why SQLite could not use it.

SQLite does not notice that its file was renamed or deleted: it writes on, into a file that nobody will open again. So a connection
remembers which files it opened, and is compared with what is at their path whenever it is taken from the pool, and after each commit.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidatePoolError

SCHEME = "file:"
PROBE_BYTES = 65_536
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}

OPENED, PLACES = "opened", "places"
"""Keys in what the pool knows about a connection: the file before it was opened, and all its files since."""

Identity = tuple[int, int] | None
"""The device and inode of a file, or None if there is none."""


_damaged: dict[Path, Identity] = {}


class Reason(StrEnum):
    """Why a database cannot be used."""

    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read-only"
    DISK = "disk"
    GONE = "gone"
    CLOSED = "closed"
    DAMAGED = "damaged"
    OTHER = ""


KINDS = {
    sqlite3.SQLITE_BUSY: Reason.BUSY,
    sqlite3.SQLITE_LOCKED: Reason.BUSY,
    sqlite3.SQLITE_FULL: Reason.FULL,
    sqlite3.SQLITE_READONLY: Reason.READ_ONLY,
    sqlite3.SQLITE_IOERR: Reason.DISK,
    sqlite3.SQLITE_CANTOPEN: Reason.CLOSED,
    sqlite3.SQLITE_PERM: Reason.CLOSED,
    sqlite3.SQLITE_CORRUPT: Reason.DAMAGED,
    sqlite3.SQLITE_NOTADB: Reason.DAMAGED,
}


def address(path: str) -> str:
    """Return the address of a file for the driver, which opens it if it exists and never creates it."""
    return f"{SCHEME}{path}?mode=rw&uri=true"


def file_of(engine: Engine) -> Path | None:
    """Return the file of an engine's database, or None if it is no SQLite file."""
    name = engine.url.database or ""
    return Path(name.removeprefix(SCHEME)) if engine.dialect.name == "sqlite" and name.startswith(SCHEME) else None


def beside(file: Path) -> tuple[Path, Path]:
    """Return the files that SQLite keeps beside a database: its write-ahead log, with the newest rows, and the index of that log."""
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


def reason_of(error: BaseException | None, file: Path | None) -> Reason:
    """Return why SQLite refused; OTHER for an error that is not its own."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return Reason.OTHER
    reason = KINDS.get(code & 0xFF, Reason.OTHER)  # the low byte is the kind
    if code == sqlite3.SQLITE_READONLY_DBMOVED or (reason in {Reason.CLOSED, Reason.BUSY} and file and not _has_content(file)):
        return Reason.GONE
    return try_to_write(file) or reason if reason is Reason.DISK and file else reason


def try_to_write(file: Path) -> Reason:
    """Return why nothing can be written beside a file now; OTHER if it can."""
    try:
        with TemporaryFile(dir=file.parent) as probe:
            probe.write(bytes(PROBE_BYTES))
    except OSError as error:
        return reason_of_refusal(error)
    return Reason.OTHER


def reason_of_refusal(error: OSError) -> Reason:
    """Return why the system did not write a file."""
    return Reason.FULL if error.errno in NO_ROOM else Reason.READ_ONLY if error.errno in NO_RIGHT else Reason.DISK


def append(path: Path, text: str) -> None:
    """Add a text to a file that only its owner may read, all of it or nothing, and wait until it is on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        before = os.fstat(descriptor).st_size
        data = text.encode()
        if os.write(descriptor, data) != len(data):
            os.truncate(descriptor, before)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def watch(engine: Engine, file: Path) -> None:
    """Compare each connection of an engine with the files in place; call this after what sets a connection up is listening.

    If the file was moved, deleted or replaced, all connections are closed and the one that was asked for is opened again: on the file that
    is there now, or not at all, until there is one.
    """
    event.listen(engine, "do_connect", partial(_before_opening, file))
    event.listen(engine, "connect", partial(_remember, file))
    event.listen(engine, "checkout", partial(_compare, file))


def in_place(connection: Connection) -> bool:
    """Return whether the files that a connection has open are those at their path; true if they are not watched."""
    known, file = connection.info.get(PLACES), file_of(connection.engine)
    return known is None or file is None or known == _places(file)


def note_damage(file: Path) -> None:
    """Remember that the file in place is damaged, until there is another one."""
    _damaged[file] = _places(file)[0]


def damage_noted(file: Path) -> bool:
    """Return whether this process has found the file in place damaged."""
    return file in _damaged and _damaged[file] == _places(file)[0]


def _before_opening(file: Path, _dialect: Any, record: Any, _args: Any, _options: Any) -> None:
    record.info[OPENED] = _identity(file)


def _remember(file: Path, connection: sqlite3.Connection, record: Any) -> None:
    connection.execute("PRAGMA user_version").close()  # the first read opens the log
    record.info[PLACES] = found = _places(file)
    if found[0] != record.info[OPENED]:
        connection.close()
        raise sqlite3.OperationalError(f"{file} was replaced while it was being opened")


def _compare(file: Path, _connection: Any, record: Any, _proxy: Any) -> None:
    if record.info.get(PLACES) != _places(file):
        raise InvalidatePoolError


@cache
def _paths(file: Path) -> tuple[Path, ...]:
    return file, *beside(file)


def _places(file: Path) -> tuple[Identity, ...]:
    return tuple(map(_identity, _paths(file)))


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _identity(path: Path) -> Identity:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
