"""What the practices that do not feed memory have in common: a form made from one edition, an order drawn from a nonce, and stored runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from quizapp.db.base import Connection
from quizapp.db.learning import decks, practices
from quizapp.db.learning.practices import StoredPractice
from quizapp.domain.questions.seeded import seeded
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import NotFound
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import Edition, edition, for_learner, guard
from quizapp.services.people.accounts import Visitor

_NONCE = re.compile(r"[\w-]{1,40}", re.ASCII)

T = TypeVar("T")


class Asked(Protocol):
    """A form as it was sent."""

    @property
    def deck(self) -> Deck:
        """The deck that was practised."""

    @property
    def revision(self) -> int:
        """The revision of it that the form was made from."""

    @property
    def nonce(self) -> str:
        """The nonce that its order was drawn from."""


def edition_asked(connection: Connection, deck_id: str, visitor: Visitor, revision: int) -> Edition:
    """Return the edition of a deck that a form was made from, or else the current one. Raises NotFound, Closed."""
    shown = for_learner(connection, deck_id, visitor)
    if revision in {0, shown.revision}:
        return shown
    return edition(connection, deck_id, revision) if decks.has_revision(connection, deck_id, revision) else shown


def nonce_of(form: str, fresh: str) -> str:
    """Return the nonce of a form, or a new one if it has no valid one."""
    return form if _NONCE.fullmatch(form) else fresh


def shuffled(found: Iterable[T], key: str, nonce: str) -> list[T]:
    """Return what a form shows in an order drawn from its nonce, which nobody can draw without the key."""
    drawn = list(found)
    seeded(key, nonce).shuffle(drawn)
    return drawn


def keep(connection: Connection, visitor: Visitor, kind: str, asked: Asked, *, given: Any, score: float, moment: Moment) -> int:
    """Store a run and return its number; the same form sent twice is stored once. `given` becomes JSON, `score` is between 0 and 1."""
    text = json.dumps(given)
    return practices.add(
        connection,
        StoredPractice(visitor.id, 0, asked.deck.id, kind, asked.revision, text, score, asked.nonce, moment.day, moment.now),
    )


def kept(connection: Connection, visitor: Visitor, kind: str, deck_id: str, n: int) -> StoredPractice:
    """Return a learner's run in a deck. Raises NotFound, also for a run of another deck or practice, and Closed."""
    guard(connection, visitor, deck_id)
    stored = practices.one(connection, visitor.id, n)
    if stored is None or (stored.kind, stored.deck_id) != (kind, deck_id):
        raise NotFound(deck_id)
    return stored
