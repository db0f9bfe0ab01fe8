"""The answers of a class as a log, from which predictions are made and judged."""

from __future__ import annotations

from quizapp.db.base import transaction
from quizapp.db.classes import given_answers, stored_classes
from quizapp.domain.memory.prediction import Row
from quizapp.services.errors import NotFound
from quizapp.services.learning import answer_logs


def rows(class_id: int) -> list[Row]:
    """Return the answers of a class's students to its decks, in order of time. Raises NotFound if there is no such class."""
    with transaction(write=False) as connection:
        if stored_classes.read(connection, class_id) is None:
            raise NotFound(class_id)
        given = given_answers.given(connection, class_id)
        options = answer_logs.options_in(connection, {one.deck for one in given})
    return [answer_logs.as_row(one, options) for one in given]
