"""What the rows of decks and questions repeat of the current revision: compared with it, and repeated again."""

from __future__ import annotations

from quizapp.db.base import Connection
from quizapp.db.learning import decks, question_rows, running_numbers
from quizapp.services.learning.editions import edition


def differing(connection: Connection) -> list[str]:
    """Return the decks whose title, or whose questions' facts or numbers, are not those of their current revision."""
    return [
        state.id for state in decks.states(connection) if state.revision and _differs(connection, state.id, state.title, state.revision)
    ]


def repeat(connection: Connection, deck_id: str) -> None:
    """Store in the rows of a deck what its current revision says."""
    state = decks.state(connection, deck_id)
    if state and state.revision:
        now = edition(connection, deck_id, state.revision)
        question_rows.repeat(connection, deck_id, now.deck.title, now.fact_ids)
        running_numbers.open_lines(connection, deck_id, dict(now.versions.values()))


def _differs(connection: Connection, deck_id: str, title: str, revision: int) -> bool:
    now = edition(connection, deck_id, revision)
    stored = question_rows.facts(connection, deck_id)  # a question whose row is gone comes back when the deck is published again
    if title != now.deck.title or any(now.fact_ids.get(row) != fact for row, fact in stored.items()):
        return True
    return not running_numbers.are_open(connection, deck_id, dict(now.versions.values()))
