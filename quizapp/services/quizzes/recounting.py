"""The points of attempts that were closed, counted again from the responses to their positions."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, isclose

from quizapp.db.base import Connection
from quizapp.db.quizzes import stored_attempts

ROUNDED = 1e-6


def miscounted(connection: Connection, user_id: int) -> list[int]:
    """Return the numbers of a learner's attempts whose points are not the sum of their positions."""
    closed = stored_attempts.closed(connection, user_id)
    return [n for n, points in closed.items() if points is None or not isclose(points, _points(connection, user_id, n), abs_tol=ROUNDED)]


def recount(connection: Connection, attempts: Iterable[tuple[int, int]]) -> None:
    """Store the right points of some attempts."""
    for user_id, n in attempts:
        stored_attempts.set_points(connection, user_id, n, _points(connection, user_id, n))


def _points(connection: Connection, user_id: int, n: int) -> float:
    return fsum(position.score for position in stored_attempts.positions(connection, user_id, n).values())
