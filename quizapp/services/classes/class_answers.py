"""The answers of a class as a log, from which predictions are made and judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import given_answers, stored_classes
from quizapp.db.learning import decks
from quizapp.domain.memory.prediction import Row
from quizapp.services.errors import NotFound
from quizapp.services.learning.editions import edition
from quizapp.services.learning.presentations import CARDS


def rows(class_id: int) -> list[Row]:
    """Return the answers of a class's students to its decks, in order of time. Raises NotFound if there is no such class."""
    with transaction(write=False) as connection:
        if stored_classes.read(connection, class_id) is None:
            raise NotFound(class_id)
        given = given_answers.given(connection, class_id)
        options = _options(connection, {one.deck for one in given})
    return [
        Row(
            learner=one.learner,
            question=one.question,
            fact=f"{one.deck}/{one.fact}",
            day=one.day,
            at=one.at.timestamp(),
            rating=one.rating,
            options=0 if one.context == CARDS else options.get(one.question, 0),
        )
        for one in given
    ]


def _options(connection: Connection, deck_ids: Collection[str]) -> Mapping[int, int]:
    """Return of how many equally likely answers a blind guess picks one, for the questions that can be guessed."""
    found: dict[int, int] = {}
    for deck_id in deck_ids:
        state = decks.state(connection, deck_id)
        if state and state.revision:
            shown = edition(connection, deck_id, state.revision)
            found |= {question: round(1 / chance) for question in shown.keys if (chance := shown.question(question).chance)}
    return found
