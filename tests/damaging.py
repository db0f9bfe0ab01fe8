"""What can happen to the file of a database, by name: each kind of damage is a function of its path."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from quizapp.db import files

PAGE = 4096


def _overwrite(start: float, length: int, content: bytes = b"\0") -> Callable[[Path], None]:
    """Overwrite a stretch that begins at a share of the file; a negative start counts pages from the end."""

    def damage(path: Path) -> None:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(size + int(start) * PAGE if start < 0 else int(size * start) // PAGE * PAGE)
            file.write((content * length)[:length])

    return damage


def _cut(share: float) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(int(path.stat().st_size * share))

    return damage


def _replace(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def _lose(path: Path) -> None:
    path.unlink()


def _put_another(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (title TEXT)")


def settle(path: Path) -> None:
    """Take the log into the file, so that what happens to the file happens to everything."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    assert not any(beside.exists() for beside in files.beside(path))


DAMAGED = {
    "head": _overwrite(0, PAGE),
    "header": _overwrite(0, 16, b"SQLite format 4\0"),
    "noise in the head": _overwrite(0, 100, b"\xa5\x5a"),
    "middle": _overwrite(0.1, 40 * PAGE),
    "noise in the middle": _overwrite(0.1, 40 * PAGE, b"\x91\xff\x07"),
    "end": _overwrite(-40, 40 * PAGE),
    "half": _cut(0.5),
    "cut within a page": _cut(0.77),
    "text": _replace(b"Dear colleague, here are the minutes.\n" * 500),
    "one byte": _replace(b"S"),
}
"""Files in which SQLite finds damage."""

GONE = {"empty": _replace(b""), "missing": _lose}
"""A database that was there."""

FOREIGN = {"database of another program": _put_another}

EVERY = DAMAGED | GONE | FOREIGN
