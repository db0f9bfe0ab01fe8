"""Queries about the ids that decks had before their folders were renamed. The row of a name moves along when its deck is renamed again."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from quizapp.db.access import readable
from quizapp.db.models import DeckRow, FormerName


def of(connection: Connection, deck_id: str) -> list[str]:
    """Return the former names of a deck."""
    return [*connection.scalars(select(FormerName.name).where(FormerName.deck_id == deck_id).order_by(FormerName.name))]


def add(connection: Connection, name: str, deck_id: str) -> None:
    """Let a name lead to a deck, in place of where it led before; the deck's own id is then no former name."""
    connection.execute(delete(FormerName).where(FormerName.name.in_([name, deck_id])))
    if name != deck_id:
        connection.execute(insert(FormerName).values(name=name, deck_id=deck_id))


def leads_to(connection: Connection, name: str, user_id: int) -> str | None:
    """Return the deck that had a name and that somebody (0: anybody) may read; None if they may read a deck that has the name now."""
    found = connection.scalar(select(FormerName.deck_id).where(FormerName.name == name))
    if found is None:
        return None
    seen = set(connection.scalars(select(DeckRow.id).where(DeckRow.id.in_([name, found]), readable(user_id))))
    return found if seen == {found} else None
