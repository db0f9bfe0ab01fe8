"""Which decks somebody may edit in the browser."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from quizapp.db.access import owned
from quizapp.db.models import DeckRow


def editable(connection: Connection, user_id: int) -> dict[str, str]:
    """Return the origin (folder or database) of the decks of the bank folder and of those that somebody owns, all for administrators."""
    query = select(DeckRow.id, DeckRow.origin).where(or_(DeckRow.origin == "folder", owned(user_id)))
    return dict(connection.execute(query).all())
