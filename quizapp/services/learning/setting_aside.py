"""Questions that a learner does not want to be asked now: put off, set aside until tomorrow, suspended, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from quizapp.db.base import transaction
from quizapp.db.learning import decks, kept_forecasts, set_aside
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import learners
from quizapp.services.learning.editions import Edition, edition, for_learner
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.people.accounts import Visitor

Kind = Literal["later", "tomorrow", "suspended"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Aside:
    """A question that is set aside: `kind` is later, tomorrow or suspended, `name` is <deck>/<question>.

    While its deck is closed to the learner, `prompt` is empty, and `closed_until` says when it opens again.
    """

    name: str
    deck: str
    language: str
    prompt: str
    kind: str
    since: date
    closed_until: datetime | None


def put(visitor: Visitor, name: str, kind: str, day: date) -> None:
    """Set a question aside on a study day or, with the kind "back", ask it again. Raises NotFound and Invalid."""
    deck_id, _, key = name.partition("/")
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        shown = for_learner(connection, deck_id, visitor)
        if key not in shown.versions:
            raise NotFound(name)
        question_id = shown.versions[key][0]
        if kind == "back":
            set_aside.bring_back(connection, visitor.id, question_id)
        elif kind in KINDS:
            set_aside.put(connection, visitor.id, question_id, kind=kind, day=day)
        else:
            raise Invalid("kind", "unknown")
        kept_forecasts.plan_changed(connection, visitor.id)


def listing(visitor: Visitor, day: date) -> Sequence[Aside]:
    """Return everything a learner has set aside on a study day, newest first."""
    with transaction(write=False) as connection:
        rows = set_aside.listing(connection, visitor.id, day)
        found = {deck: decks.readable_state(connection, deck, visitor.id, visitor.at) for deck in {row[0] for row in rows}}
        editions = {deck: edition(connection, deck, state.revision) for deck, state in found.items() if state and state.revision}
    closed = {deck: state.closed_until for deck, state in found.items() if state}
    return [_aside(editions[deck], key, kind, since, closed[deck]) for deck, key, kind, since in rows if deck in editions]


def _aside(shown: Edition, key: str, kind: str, since: date, closed_until: datetime | None) -> Aside:
    deck = shown.deck
    prompt = "" if closed_until else plain_prompt(deck.questions[key])
    return Aside(f"{deck.id}/{key}", deck.title, deck.language, prompt, kind, since, closed_until)
