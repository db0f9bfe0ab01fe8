"""A learner's notes on facts, which nobody else can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from unicodedata import category

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import stored_notes
from quizapp.db.learning.stored_notes import LONGEST
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import learners
from quizapp.services.learning.editions import for_learner
from quizapp.services.people.accounts import Visitor

__all__ = ["LONGEST", "notes_of", "write_note"]


def write_note(visitor: Visitor, deck_id: str, fact_id: str, text: str, now: datetime) -> str:
    """Store the learner's note on a fact, replacing an earlier one, and return it as stored; an empty text deletes it.

    Raises NotFound for an unknown deck or fact, and Invalid for a text that is too long or contains control characters.
    """
    cleaned = _clean(text)
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        if not any(fact.id == fact_id for fact in for_learner(connection, deck_id, visitor).deck.facts):
            raise NotFound(fact_id)
        stored_notes.write(connection, visitor.id, deck_id, fact_id, cleaned, now)
    return cleaned


def notes_of(connection: Connection, visitor_id: int, deck: Deck) -> Mapping[str, str]:
    """Return the learner's notes on the facts of a deck, by fact id. Publishing keeps them with a fact that is renamed."""
    written = stored_notes.of_deck(connection, visitor_id, deck.id)
    return {fact.id: written[fact.id] for fact in deck.facts if fact.id in written}


def _clean(text: str) -> str:
    cleaned = text.replace("\r\n", "\n").strip()
    if any(category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in cleaned):
        raise Invalid("text", "control-character")
    if len(cleaned) > LONGEST:
        raise Invalid("text", "too-long", most=LONGEST, num=len(cleaned))
    return cleaned
