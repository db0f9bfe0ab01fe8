"""What is changed in a restored copy before anybody sees it."""

from __future__ import annotations

from sqlalchemy import Connection, delete

from quizapp.db.models import Invitation, Job, SignIn
from quizapp.db.people import erasures


def settle(connection: Connection, erased: set[str]) -> int:
    """End all sign-ins, links and jobs, erase again who was erased since, and return how many they were.

    A link that was used since the backup would work again, and a job that was running has no process any more.
    """
    for table in (SignIn, Invitation, Job):
        connection.execute(delete(table))
    return erasures.erase_again(connection, erased)
