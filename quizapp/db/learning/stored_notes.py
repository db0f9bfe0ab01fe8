"""Learners' notes on facts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from quizapp.db.base import upsert
from quizapp.db.models import Note

LONGEST = 2000
"""The longest note, in characters."""


def of_deck(connection: Connection, user_id: int, deck_id: str) -> dict[str, str]:
    """Return the learner's notes on the facts of a deck, by fact id."""
    query = select(Note.fact, Note.text).where(Note.user_id == user_id, Note.deck_id == deck_id)
    return dict(connection.execute(query).all())


def write(connection: Connection, user_id: int, deck_id: str, fact: str, text: str, now: datetime) -> None:
    """Store the learner's note on a fact, replacing an earlier one; an empty text deletes it."""
    if text:
        upsert(connection, Note, {"user_id": user_id, "deck_id": deck_id, "fact": fact}, {"text": text, "at": now})
    else:
        mine = (Note.user_id == user_id, Note.deck_id == deck_id, Note.fact == fact)
        connection.execute(delete(Note).where(*mine))


def rename_fact(connection: Connection, deck_id: str, former: str, fact: str) -> None:
    """Move notes to a fact's new id; a note that already exists under the new id is kept."""
    taken = select(Note.user_id).where(Note.deck_id == deck_id, Note.fact == fact)
    renamed = (Note.deck_id == deck_id, Note.fact == former, Note.user_id.not_in(taken))
    connection.execute(update(Note).where(*renamed).values(fact=fact))
