"""What the rows of a deck and its questions repeat of its current revision, so that queries need not read it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from quizapp.db.learning import decks
from quizapp.db.models import DeckRow, QuestionRow


def facts(connection: Connection, deck_id: str) -> dict[int, str | None]:
    """Return which fact each question of a deck asks, None for those that are archived."""
    query = select(QuestionRow.id, QuestionRow.fact, QuestionRow.archived).where(QuestionRow.deck_id == deck_id)
    return {row.id: None if row.archived else row.fact for row in connection.execute(query)}


def repeat(connection: Connection, deck_id: str, title: str, asked: Mapping[int, str]) -> None:
    """Store the title of a deck, and which fact each question of its current revision asks; the others are archived."""
    connection.execute(update(DeckRow).where(DeckRow.id == deck_id).values(title=title))
    decks.archive_except(connection, deck_id, asked)
    decks.set_facts(connection, deck_id, asked)
