"""Erasures that outlive a restore: a table says who was erased, and beside the database a list does, so that no backup brings them back.

Neither names anybody: a row is the digest of the number of an account and the moment it was created, which only those can read who have a
backup with that account. The number alone would not do, since SQLite gives it to the next account. The table is shared by all hosts and
read before a restore replaces it; the list is there for the day on which the database is lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, event, inspect, select

from quizapp.db import files
from quizapp.db.base import DatabaseUnavailable, add_missing
from quizapp.db.models import Account, Erasure
from quizapp.db.people import personal

WITHDRAWN = "-"
"""Before a digest in a list: nobody was erased, because the transaction failed, or the erasure was withdrawn."""


def list_of(file: Path) -> Path:
    """Return the list of a database file."""
    return file.with_name(f"{file.name}.erased")


def erase(connection: Connection, user_id: int) -> None:
    """Delete every row of a person, and note it: in the list of a file, on the disk before the rows are gone, and in the table.

    Raises DatabaseUnavailable.
    """
    file = files.file_of(connection.engine)
    digest = _digests(connection, user_id).get(user_id)
    if file and digest:
        _add(list_of(file), [digest])

        @event.listens_for(connection, "rollback")
        def _(_connection: Connection) -> None:
            with suppress(DatabaseUnavailable):
                _add(list_of(file), [WITHDRAWN + digest])

    if digest:
        note(connection, [digest])
    personal.erase(connection, user_id)


def note(connection: Connection, digests: Collection[str]) -> None:
    """Add to the table what it does not have yet."""
    add_missing(connection, Erasure, [{"digest": digest} for digest in sorted(digests)])


def noted(connection: Connection) -> set[str]:
    """Return the digests in the table; none if the schema is older than the table."""
    return set(connection.scalars(select(Erasure.digest))) if inspect(connection).has_table(Erasure.__tablename__) else set()


def noted_in(file: Path) -> set[str]:
    """Return the digests in the table of a file, which is not changed; none if it is too damaged, or has no such table."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return {str(digest) for (digest,) in connection.execute("SELECT digest FROM erasure")}
    except sqlite3.Error:
        return set()


def listed(*lists: Path) -> set[str]:
    """Return the digests in some lists, those that exist."""
    found: set[str] = set()
    for path in lists:
        own: set[str] = set()
        for line in path.read_text("ascii", "replace").split() if path.exists() else ():
            own = own - {line.removeprefix(WITHDRAWN)} if line.startswith(WITHDRAWN) else own | {line}
        found |= own
    return found


def erase_again(connection: Connection, digests: Collection[str]) -> int:
    """Delete every row of the people with these digests, and return how many were there. The table has the digests from then on."""
    note(connection, digests)
    back = [user_id for user_id, digest in _digests(connection).items() if digest in digests]
    for user_id in back:
        personal.erase(connection, user_id)
    return len(back)


def bring_back(connection: Connection, digests: Collection[str]) -> set[str]:
    """Let the people with these digests stay who are there, and return their digests. The table has the others from then on."""
    back = set(_digests(connection).values()) & set(digests)
    note(connection, set(digests) - back)
    connection.execute(delete(Erasure).where(Erasure.digest.in_(back)))
    return back


def keep(path: Path, digests: Collection[str]) -> int:
    """Add to a list what it does not have yet, and return how much that was. Raises DatabaseUnavailable."""
    if missing := set(digests) - listed(path):
        _add(path, sorted(missing))
    return len(missing)


def withdraw(path: Path, digests: Collection[str]) -> None:
    """Take digests out of a list. Raises DatabaseUnavailable."""
    if found := set(digests) & listed(path):
        _add(path, (WITHDRAWN + digest for digest in sorted(found)))


def _digests(connection: Connection, user_id: int | None = None) -> dict[int, str]:
    query = select(Account.id, Account.created_at)
    rows = connection.execute(query if user_id is None else query.where(Account.id == user_id))
    return {number: sha256(f"{number} {created.isoformat()}".encode()).hexdigest() for number, created in rows}


def _add(path: Path, lines: Iterable[str]) -> None:
    try:
        files.append(path, "".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {error.strerror}", files.reason_of_refusal(error)) from error
