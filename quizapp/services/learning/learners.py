"""The learner that a request writes for."""

from __future__ import annotations

from quizapp.db.base import Connection
from quizapp.db.learning import stored_answers
from quizapp.services.errors import NotFound


def take(connection: Connection, user_id: int) -> None:
    """Lock a learner's row, so that their writes follow one another. Raises NotFound if they were erased since the page was opened."""
    if not stored_answers.take(connection, user_id):
        raise NotFound("learner")
