"""A school moves from one database to another, with everything that is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from quizapp.config import Settings
from quizapp.db import locks
from quizapp.db.base import Connection, Unstorable, transaction
from quizapp.db.site import database, transfer
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.site import maintenance
from quizapp.services.site.maintenance import Unusable

Watch = Callable[[int, int], object]
"""Takes the number of rows that were copied since it was last called, and of all."""


@dataclass(frozen=True, slots=True)
class CopiedDatabase:
    """What was copied; `digest` is the SHA-256 of all rows, the same for two databases with equal rows."""

    tables: int
    rows: int
    digest: str


def copy(source: Settings, target: Settings, watch: Watch, *, live: bool = False, replace: bool = False) -> CopiedDatabase:
    """Copy all rows into another database, in one transaction, and compare the copy with the original.

    The target is made if it does not exist. `live` allows others to use the source meanwhile: what they do after the beginning is not
    copied. `replace` deletes what the target has. Raises Unusable.
    """
    if source.database_url == target.database_url:
        raise Unusable(Phrase(N_("this is one and the same database: name another one")))
    with maintenance.connected(source), transaction(write=False) as old:
        if not live:
            refuse_others(old, source)
        with _prepared(target), transaction(write=True) as new:
            locks.take(new, locks.UPGRADE)
            refuse_others(new, target)
            if replace:
                transfer.clear(new)
            elif any(transfer.count(new).values()):
                raise Unusable(Phrase(N_("{place} already has content: choose a new database"), {"place": place(target)}))
            return _copied(old, new, watch)


def place(settings: Settings) -> str:
    """Return the name of a database for people, without a password."""
    return str(settings.database_file or database.shown(settings.database_url))


@contextmanager
def _prepared(target: Settings) -> Iterator[None]:
    """Open a database that is made if it does not exist. Raises Unusable if its schema is not the program's."""
    if target.database_file is not None:
        database.create_file(target.database_file)
    with database.connected(target):
        if database.state() == "missing":
            database.upgrade()
        elif cure := maintenance.schema_problem():
            raise Unusable(cure)
        yield


def refuse_others(connection: Connection, settings: Settings) -> None:
    """Raise Unusable while another program of ours uses a PostgreSQL database."""
    if transfer.others(connection):
        raise Unusable(Phrase(N_("a server is using {place}: stop it first"), {"place": place(settings)}))


def _copied(old: Connection, new: Connection, watch: Watch) -> CopiedDatabase:
    total = sum(transfer.count(old).values())
    sums: dict[str, str] = {}
    for table in transfer.tables():
        read = transfer.Sums()
        try:
            for some in transfer.rows(old, table):
                read.add(some)
                transfer.add(new, table, some)
                watch(len(some), total)
        except Unstorable as error:
            raise _unequal(table.name) from error
        sums[table.name] = read.hexdigest()
    transfer.count_on(new)
    for table in transfer.tables():
        if transfer.digest(new, table) != sums[table.name]:
            raise _unequal(table.name)
    return CopiedDatabase(len(sums), total, sha256("".join(sums.values()).encode()).hexdigest())


def _unequal(table: str) -> Unusable:
    return Unusable(Phrase(N_("nothing was copied: the rows of {table} would not be the same in the other database"), {"table": table}))
