"""What the practices that do not feed memory have in common: a form made from one edition, an order drawn from a nonce, and stored runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from random import Random
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


def drawing(key: str, nonce: str) -> Random:
    """Return the source from which a form is drawn: the same for the same nonce, and nobody can draw from it without the key."""
    return seeded(key, nonce)


def shuffled(found: Iterable[T], key: str, nonce: str) -> list[T]:
    """Return what a form shows in an order drawn from its nonce, which nobody can draw without the key."""
    drawn = list(found)
    drawing(key, nonce).shuffle(drawn)
    return drawn


def begun(kind: str) -> str:
    """Return the kind of a run that is not finished, so that it counts nowhere as one that is."""
    return f"{kind}+"


def going_on(connection: Connection, visitor: Visitor, kind: str, deck_id: str) -> StoredPractice | None:
    """Return a learner's newest run in a deck that is not finished, or None."""
    return next(iter(practices.history(connection, visitor.id, deck_id, begun(kind), limit=1)), None)


def last(connection: Connection, visitor: Visitor, kind: str, deck_id: str) -> int:
    """Return the number of a learner's newest finished run in a deck, or 0."""
    return next((run.n for run in practices.history(connection, visitor.id, deck_id, kind, limit=1)), 0)


def run_of(connection: Connection, visitor: Visitor, kind: str, deck_id: str, nonce: str) -> StoredPractice | None:
    """Return the run that a learner began with a form, finished or not, or None; the nonce of another practice or deck finds none."""
    found = practices.of_form(connection, visitor.id, nonce)
    return found if found and found.deck_id == deck_id and found.kind in {kind, begun(kind)} else None


def store(
    connection: Connection,
    visitor: Visitor,
    kind: str,
    asked: Asked,
    run: StoredPractice | None,
    *,
    given: Any,
    score: float,
    moment: Moment,
) -> int:
    """Store a run as far as it has come and return its number; `run` is what is stored of it, None at its first step.

    `given` becomes JSON, `score` is between 0 and 1, and `kind` says whether it goes on.
    """
    n = run.n if run else 0
    told = (json.dumps(given), score, asked.nonce, moment.day, moment.now)
    now = StoredPractice(visitor.id, n, asked.deck.id, kind, asked.revision, *told)
    if run is None:
        return practices.add(connection, now)
    practices.change(connection, now)
    return n


def kept(connection: Connection, visitor: Visitor, deck_id: str, n: int, *kinds: str) -> StoredPractice:
    """Return a learner's run in a deck. Raises NotFound, also for a run of another deck or practice, and Closed."""
    guard(connection, visitor, deck_id)
    stored = practices.one(connection, visitor.id, n)
    if stored is None or stored.deck_id != deck_id or stored.kind not in kinds:
        raise NotFound(deck_id)
    return stored
