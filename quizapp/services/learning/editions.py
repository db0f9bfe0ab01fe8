"""Published decks, built once in each process and cached by their id and the number of their revision, whose content never changes.

Both come from the database at each request, so that every process sees a new revision, and a deck that was renamed, at its next request.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from threading import Lock

from quizapp.bank.build import build
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import decks, former_names
from quizapp.db.learning.decks import DeckState
from quizapp.domain.memory.slots import Slot
from quizapp.domain.questions.question import Question
from quizapp.domain.reading.deck import Deck, Fact, Span
from quizapp.domain.reading.easier import EasierBlock, easier
from quizapp.domain.reading.given_away import printed_by
from quizapp.domain.reading.glossing import GlossedWords, gloss
from quizapp.domain.reading.mapping import MapStretch, cut
from quizapp.domain.reading.mentions import mentions
from quizapp.services.errors import Closed, ClosedOutside, NotFound
from quizapp.services.people.accounts import ANONYMOUS, Visitor

KEPT = 128
"""How many revisions a process caches."""


@dataclass(frozen=True)
class Edition:
    """A deck as published in one revision, with the database's numbers of its questions and versions."""

    deck: Deck
    revision: int
    versions: Mapping[str, tuple[int, int]]

    @cached_property
    def keys(self) -> Mapping[int, str]:
        """The key of each question id."""
        return {question_id: key for key, (question_id, _) in self.versions.items()}

    @cached_property
    def slots(self) -> Sequence[Slot]:
        """The questions in the order in which new ones are asked, for the queue. Facts are named <deck>/<fact>."""
        return [
            Slot(
                self.versions[str(question.id)][0],
                self.name(fact),
                self._clashes[fact.id],
                self._back(fact, question),
                self.apart[self.versions[str(question.id)][0]],
                self._spoils(str(question.id)),
            )
            for fact in self.deck.facts
            for question in fact.questions
        ]

    @cached_property
    def apart(self) -> Mapping[int, frozenset[int]]:
        """The questions that are never asked together with each question, because the prompt of one prints the answer of the other."""
        pairs = {(self.versions[key][0], self.versions[other][0]) for key, others in self._printed.items() for other in others}
        found: dict[int, set[int]] = {question_id: set() for question_id, _ in self.versions.values()}
        for one, other in pairs:
            found[one].add(other)
            found[other].add(one)
        return {question_id: frozenset(others) for question_id, others in found.items()}

    @cached_property
    def _printed(self) -> Mapping[str, frozenset[str]]:
        return printed_by(self.deck)

    def _spoils(self, key: str) -> frozenset[int]:
        """Return the questions that ask for recall and whose answer the prompt of a question prints."""
        asked = self.deck.questions
        return frozenset(self.versions[other][0] for other, by in self._printed.items() if key in by and asked[other].recalled)

    def _back(self, fact: Fact, question: Question) -> int:
        """Return the choice that returns in place of a question that asks for recall, or 0 if there is none."""
        choice = next((other for other in fact.questions if not other.recalled), None)
        return self.versions[str(choice.id)][0] if choice and question.recalled else 0

    @cached_property
    def _clashes(self) -> Mapping[str, frozenset[str]]:
        facts = self.deck.facts
        return {fact.id: frozenset(self.name(other) for other in facts if other is fact or _overlap(fact, other)) for fact in facts}

    @cached_property
    def fact_ids(self) -> Mapping[int, str]:
        """The fact of each question id, by the fact's id in the deck."""
        return {question_id: self.deck.fact_of[key].id for key, (question_id, _) in self.versions.items() if key in self.deck.fact_of}

    @cached_property
    def stretches(self) -> Sequence[Sequence[MapStretch]]:
        """The reading in the stretches of the memory map, block by block."""
        return cut(self.deck)

    @cached_property
    def glossed(self) -> Sequence[Sequence[GlossedWords]]:
        """The reading with its terms marked, block by block."""
        return gloss(self.deck)

    @cached_property
    def easier(self) -> Sequence[EasierBlock]:
        """The easier level of the reading, block by block as the reading; empty if there is none."""
        return easier(self.deck)

    @cached_property
    def mentions(self) -> Sequence[Sequence[Span]]:
        """Where the reading mentions each of the terms."""
        return mentions(self.deck)

    def name(self, fact: Fact) -> str:
        """Return a name for a fact that is unique on the site."""
        return f"{self.deck.id}/{fact.id}"

    def question(self, question_id: int) -> Question:
        """Return a question by its number in the database."""
        return self.deck.questions[self.keys[question_id]]


def _overlap(fact: Fact, other: Fact) -> bool:
    return any(span.overlaps(theirs) for span in fact.spans for theirs in other.spans)


_editions: OrderedDict[tuple[object, str, int], Edition] = OrderedDict()
_lock = Lock()


def edition(connection: Connection, deck_id: str, revision_id: int) -> Edition:
    """Return the edition of a revision of a deck; only the first call in a process reads the database.

    The deck's id is the one that it has now, as the caller has read it in the same transaction. Raises LookupError if there is no such
    revision, or it is another deck's.
    """
    key = (connection.engine, deck_id, revision_id)
    with _lock:
        if key in _editions:
            _editions.move_to_end(key)
            return _editions[key]
    stored = decks.revision(connection, revision_id)
    if stored.deck != deck_id:
        raise LookupError(revision_id)
    made = Edition(build(json.loads(stored.data) | {"id": deck_id}), revision_id, stored.versions)  # stored under the id it had then
    with _lock:
        _editions[key] = made
        while len(_editions) > KEPT:
            _editions.popitem(last=False)
    return made


def current(connection: Connection, deck_id: str, user_id: int, at: datetime | None = None) -> Edition:
    """Return the current edition of a deck that somebody (0: anybody) may read. Raises NotFound.

    With `at`, raises ClosedOutside if it is closed to them at that moment.
    """
    state = decks.readable_state(connection, deck_id, user_id, at)
    if state is None or state.revision is None:
        raise NotFound(deck_id)
    if state.closed_until:
        raise ClosedOutside(state.closed_until)
    return edition(connection, deck_id, state.revision)


def for_learner(connection: Connection, deck_id: str, visitor: Visitor) -> Edition:
    """Return the current edition of a deck for a learner.

    Raises NotFound, Closed while an attempt of theirs that counts is open, and ClosedOutside.
    """
    guard_taken(visitor, deck_id)
    return current(connection, deck_id, visitor.id, visitor.at)


def guard(connection: Connection, visitor: Visitor, deck_id: str) -> None:
    """Hide the answers to a quiz that counts from learners who take it, and from those to whom its deck is closed meanwhile.

    Every page that shows learners a deck calls this or `for_learner`, or has read in the same statement as its rows whether the deck is
    closed. Raises Closed, ClosedOutside.
    """
    guard_taken(visitor, deck_id)
    if until := decks.closed_to(connection, deck_id, visitor.id, visitor.at):
        raise ClosedOutside(until)


def guard_taken(visitor: Visitor, deck_id: str) -> None:
    """Hide a deck from learners who take a quiz on it that counts. Raises Closed."""
    for taking in visitor.taking:
        if taking.deck == deck_id:
            raise Closed(taking.attempt, taking.until)


def now_called(who: Visitor, name: str) -> str | None:
    """Return the id of the deck that had a name before it was renamed, if somebody may read it and no deck that has the name now."""
    if not name:
        return None
    with transaction(write=False) as connection:
        return former_names.leads_to(connection, name, who.id)


def public_decks() -> list[Deck]:
    """Return every public deck by title."""
    return [deck for deck, _ in public_to(ANONYMOUS)]


def public_to(visitor: Visitor) -> list[tuple[Deck, datetime | None]]:
    """Return every public deck by title, each with until when it is closed to a visitor."""
    with transaction(write=False) as connection:
        states = decks.public_states(connection, visitor.id, visitor.at)
        return [(edition(connection, state.id, state.revision).deck, state.closed_until) for state in states if state.revision]


def to_check(today: date) -> Mapping[str, date]:
    """Return the decks whose facts have to be checked again by now, each with the day since when."""
    with transaction(write=False) as connection:
        return decks.to_check(connection, today)


def teachers_decks(user_id: int) -> list[DeckState]:
    """Return the decks of the bank folder and those that a teacher owns, with their problems; for administrators, every deck."""
    with transaction(write=False) as connection:
        return decks.states(connection, mine=user_id)
