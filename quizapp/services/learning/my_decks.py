"""A learner's decks: listed, stopped, resumed, started over."""

from __future__ import annotations

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, kept_forecasts
from quizapp.db.learning.begun_decks import DeckOfMine
from quizapp.services.errors import NotFound
from quizapp.services.learning import learners

__all__ = ["DeckOfMine", "listing", "set_stopped", "start_anew"]


def listing(user_id: int) -> tuple[DeckOfMine, ...]:
    """Return the decks a learner began."""
    with transaction(write=False) as connection:
        return begun_decks.listing(connection, user_id)


def set_stopped(user_id: int, deck_id: str, *, stopped: bool) -> None:
    """Stop a deck, so that its questions are no longer asked, or resume it with what is remembered. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, user_id)
        if not begun_decks.set_stopped(connection, user_id, deck_id, stopped=stopped):
            raise NotFound(deck_id)
        kept_forecasts.plan_changed(connection, user_id)


def start_anew(user_id: int, deck_id: str) -> None:
    """Start a deck over: its answers are kept but no longer count. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, user_id)
        if not begun_decks.start_anew(connection, user_id, deck_id):
            raise NotFound(deck_id)
        kept_forecasts.plan_changed(connection, user_id)
