"""Erasures that outlive a restore: a table says who was erased, and beside the database a list does, so that no backup brings them back.

Neither names anybody: a row is the digest of the number of an account and the moment it was created, which only those can read who have a
backup with that account. The number alone would not do, since SQLite gives it to the next account. The table is shared by all hosts and
read before a restore replaces it; the list is there for the day on which the database is lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, event, inspect, select

from quizapp.db import files
from quizapp.db.base import DatabaseUnavailable, add_missing, held
from quizapp.db.models import Account, Erasure
from quizapp.db.people import personal
from quizapp.db.people.personal import TakeOut
from quizapp.domain.people.audiences import AccountRole

WITHDRAWN = "-"
"""Before a digest in a list: nobody was erased, because the transaction failed, or the erasure was withdrawn."""


def list_of(file: Path) -> Path:
    """Return the list of a database file."""
    return file.with_name(f"{file.name}.erased")


def erase(connection: Connection, user_id: int, take_out: TakeOut) -> None:
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
    personal.erase(connection, user_id, take_out)


def note(connection: Connection, digests: Collection[str]) -> None:
    """Add to the table what it does not have yet."""
    add_missing(connection, Erasure, [{"digest": digest} for digest in sorted(digests)])


def noted(connection: Connection) -> set[str]:
    """Return the digests in the table; none if the schema is older than the table."""
    return set(connection.scalars(select(Erasure.digest))) if inspect(connection).has_table(Erasure.__tablename__) else set()


def noted_in(file: Path) -> set[str]:
    """Return the digests in the table of a file, which is not changed; none if there is no file, or its schema is older than the table.

    Raises DatabaseUnavailable.
    """
    return {str(digest) for (digest,) in _rows_of(file, "SELECT digest FROM erasure")}


def living_in(file: Path) -> set[str]:
    """Return the digests of the accounts in a file, which is not changed; none if there is no file. Raises DatabaseUnavailable."""
    found = _rows_of(file, "SELECT id, created_at FROM account")
    try:
        return {_digest(number, datetime.fromisoformat(created).replace(tzinfo=UTC)) for number, created in found}
    except (TypeError, ValueError) as error:
        raise DatabaseUnavailable(f"{file}: {error}") from error


def living(connection: Connection) -> set[str]:
    """Return the digests of all accounts; none if there are no tables yet."""
    return set(_digests(connection).values()) if inspect(connection).has_table(Account.__tablename__) else set()


def _rows_of(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table in a file, none if there is no such file or table. Raises DatabaseUnavailable."""
    if not file.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.Error as error:
        if str(error).startswith("no such table"):
            return []
        raise DatabaseUnavailable(f"{file}: {error}") from error


def listed(*lists: Path) -> set[str]:
    """Return the digests in some lists, those that exist."""
    found: set[str] = set()
    for path in lists:
        own: set[str] = set()
        for line in path.read_text("ascii", "replace").split() if path.exists() else ():
            own = own - {line.removeprefix(WITHDRAWN)} if line.startswith(WITHDRAWN) else own | {line}
        found |= own
    return found


def erase_again(connection: Connection, digests: Collection[str], forget: Callable[[Connection, str], None], take_out: TakeOut) -> int:
    """Delete every row of the people with these digests, and return how many were there. The table has the digests from then on.

    `forget` removes the user name of a student from the log. That of a teacher is kept, as when they were erased first: teachers are
    never erased by age, and colleagues may ask who did something.
    """
    note(connection, digests)
    back = [user_id for user_id, digest in _digests(connection).items() if digest in digests]
    connection.execute(held(connection, select(Account.id).where(Account.id.in_(back)).order_by(Account.id), key_share=False))
    with take_out(connection, back):
        for user_id in back:
            student = select(Account.username).where(Account.id == user_id, Account.role == AccountRole.STUDENT)
            if username := connection.scalar(student):
                forget(connection, username)
            personal.erase(connection, user_id, personal.taken_out)
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
    return {number: _digest(number, created) for number, created in rows}


def _digest(number: int, created: datetime) -> str:
    return sha256(f"{number} {created.isoformat()}".encode()).hexdigest()


def _add(path: Path, lines: Iterable[str]) -> None:
    try:
        files.append(path, "".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {error.strerror}", files.reason_of_refusal(error)) from error
