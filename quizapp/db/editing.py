"""Which decks somebody may edit in the browser."""

from __future__ import annotations

from sqlalchemy import Connection, select

from quizapp.db.access import owned
from quizapp.db.models import DeckRow


def editable(connection: Connection, user_id: int) -> frozenset[str]:
    """Return the ids of the decks of the database that somebody owns, of all for an administrator."""
    query = select(DeckRow.id).where(DeckRow.origin == "database", owned(user_id))
    return frozenset(connection.scalars(query))
