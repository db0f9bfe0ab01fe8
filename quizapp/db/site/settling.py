"""What is changed in a restored copy before anybody sees it."""

from __future__ import annotations

from sqlalchemy import Connection, delete

from quizapp.db.models import Invitation, Job, SignIn
from quizapp.db.people import erasures


def end_visits(connection: Connection) -> None:
    """End all sign-ins, links and jobs.

    A link that was used since the backup would work again, and a job that was running has no process any more.
    """
    for table in (SignIn, Invitation, Job):
        connection.execute(delete(table))


def settle(connection: Connection, erased: set[str]) -> int:
    """End all visits, erase again the people who were erased since, and return how many they were."""
    end_visits(connection)
    return erasures.erase_again(connection, erased)
