"""What is changed in a restored copy before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete

from quizapp.db.learning import running_numbers
from quizapp.db.models import Invitation, Job, SignIn
from quizapp.db.people import erasures
from quizapp.db.site import aged


def end_visits(connection: Connection) -> None:
    """End all sign-ins, links and jobs.

    A link that was used since the backup would work again, and a job that was running has no process any more.
    """
    for table in (SignIn, Invitation, Job):
        connection.execute(delete(table))


@dataclass(frozen=True, slots=True)
class Settled:
    """How many people were erased again, and the digests of those whose erasure was withdrawn."""

    erased: int = 0
    back: frozenset[str] = frozenset()


def settle(connection: Connection, erased: set[str], *, bring_back: bool = False) -> Settled:
    """End all visits, and erase again the people who were erased since; or let them stay and forget that they were erased."""
    end_visits(connection)
    if bring_back:
        return Settled(back=frozenset(erasures.bring_back(connection, erased)))
    return Settled(erasures.erase_again(connection, erased, aged.forget, running_numbers.take_out))
