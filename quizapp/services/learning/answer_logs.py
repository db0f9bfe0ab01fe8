"""The answers that count for memory as a log, from which predictions are made and judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from quizapp.db.base import Connection
from quizapp.db.learning import decks, logged_answers
from quizapp.db.learning.logged_answers import LoggedAnswer
from quizapp.domain.memory.packing import PackedLog
from quizapp.domain.memory.prediction import Row
from quizapp.services.learning.editions import edition
from quizapp.services.learning.presentations import CARDS


def as_row(one: LoggedAnswer, options: Mapping[int, int]) -> Row:
    """Return an answer as a row of a log; `options` has those of the questions that can be guessed."""
    return Row(one.learner, one.question, f"{one.deck}/{one.fact}", one.day, one.at.timestamp(), one.rating, _options(one, options))


def of_site(connection: Connection) -> PackedLog:
    """Return all answers of the site in order of time, packed: their facts and days are numbers."""
    options = options_in(connection, logged_answers.decks_of_site(connection))
    facts: dict[tuple[str, str], int] = {}
    return PackedLog(
        (
            one.learner,
            one.question,
            facts.setdefault((one.deck, one.fact), len(facts)),
            date.toordinal(one.day),
            one.at.timestamp(),
            one.rating,
            _options(one, options),
        )
        for one in logged_answers.of_site(connection)
    )


def options_in(connection: Connection, deck_ids: Collection[str]) -> Mapping[int, int]:
    """Return of how many equally likely answers a blind guess picks one, for the questions that can be guessed."""
    found: dict[int, int] = {}
    for deck_id in deck_ids:
        state = decks.state(connection, deck_id)
        if state and state.revision:
            shown = edition(connection, deck_id, state.revision)
            found |= {question: round(1 / chance) for question in shown.keys if (chance := shown.question(question).chance)}
    return found


def _options(one: LoggedAnswer, options: Mapping[int, int]) -> int:
    """Return the options of an answer; a card is not chosen from any."""
    return 0 if one.context == CARDS else options.get(one.question, 0)
