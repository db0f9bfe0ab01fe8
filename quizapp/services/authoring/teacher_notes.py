"""The notes of a deck for its teachers: what is contested, what is judgement, what has changed since. Nothing else reads their text."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quizapp.bank.shape import NOTES
from quizapp.db.base import transaction
from quizapp.db.learning import decks
from quizapp.domain.reading.deck import Reading
from quizapp.domain.reading.richtext import read
from quizapp.services.authoring.revisions import visible
from quizapp.services.errors import NotFound
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class TeacherNotes:
    """The notes of a deck as they were last published, in sections as a reading has them."""

    deck: str
    title: str
    language: str
    text: Reading


def notes(who: Visitor, deck_id: str) -> TeacherNotes:
    """Return the notes of a deck for teachers who may see it. Raises NotFound, also if it has none or was never published."""
    with transaction(write=False) as connection:
        deck = visible(connection, who, deck_id)
        stored = json.loads(decks.revision(connection, deck.revision).data) if deck.revision and deck.notes else {}
    if NOTES not in stored:
        raise NotFound(deck_id)
    return TeacherNotes(deck_id, deck.title, stored["deck"].get("language", "en"), read(stored[NOTES]))
