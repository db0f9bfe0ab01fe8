"""Erasures that outlive a restore: a list beside the database says who was erased, so that no backup brings them back.

The list names nobody: a line is the digest of the number of an account and the moment it was created, which only those can read who have a
backup with that account. The number alone would not do, since SQLite gives it to the next account.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, event, select

from quizapp.db import files
from quizapp.db.base import DatabaseUnavailable
from quizapp.db.models import Account
from quizapp.db.people import personal

WITHDRAWN = "-"
"""Before a digest: the transaction that erased failed, so nobody was erased."""


def list_of(file: Path) -> Path:
    """Return the list of a database file."""
    return file.with_name(f"{file.name}.erased")


def erase(connection: Connection, user_id: int) -> None:
    """Delete every row of a person, and note it in the list, which is on the disk before the rows are gone. Raises DatabaseUnavailable.

    Only databases that are files have a list: elsewhere a restore brings back people who were erased since the backup.
    """
    file = files.file_of(connection.engine)
    digest = _digests(connection, user_id).get(user_id)
    if file and digest:
        _add(list_of(file), [digest])

        @event.listens_for(connection, "rollback")
        def _(_connection: Connection) -> None:
            with suppress(DatabaseUnavailable):
                _add(list_of(file), [WITHDRAWN + digest])

    personal.erase(connection, user_id)


def erased(*lists: Path) -> set[str]:
    """Return the digests in some lists, those that exist."""
    found: set[str] = set()
    for path in lists:
        own: set[str] = set()
        for line in path.read_text("ascii", "replace").split() if path.exists() else ():
            own = own - {line.removeprefix(WITHDRAWN)} if line.startswith(WITHDRAWN) else own | {line}
        found |= own
    return found


def erase_again(connection: Connection, digests: set[str]) -> int:
    """Delete every row of the people in a list, and return how many were there."""
    back = [user_id for user_id, digest in _digests(connection).items() if digest in digests]
    for user_id in back:
        personal.erase(connection, user_id)
    return len(back)


def keep(file: Path, digests: set[str]) -> None:
    """Add to the list of a database file what it does not have yet. Raises DatabaseUnavailable."""
    if missing := digests - erased(list_of(file)):
        _add(list_of(file), sorted(missing))


def _digests(connection: Connection, user_id: int | None = None) -> dict[int, str]:
    query = select(Account.id, Account.created_at)
    rows = connection.execute(query if user_id is None else query.where(Account.id == user_id))
    return {number: sha256(f"{number} {created.isoformat()}".encode()).hexdigest() for number, created in rows}


def _add(path: Path, lines: Iterable[str]) -> None:
    try:
        files.append(path, "".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {error.strerror}", files.reason_of_refusal(error)) from error
