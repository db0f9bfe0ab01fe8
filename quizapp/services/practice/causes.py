"""Causes practice: drawing the links between the facts of a deck, and the result. It does not feed memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import practices
from quizapp.db.learning.practices import StoredPractice
from quizapp.domain.questions.inline import as_shown
from quizapp.domain.reading.causes import LEAST, CausesResult, Outcome, cards, grade, ties
from quizapp.domain.reading.deck import Deck, Fact, Link
from quizapp.domain.reading.layers import Strand, strands
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import edition
from quizapp.services.learning.explaining import passages_with
from quizapp.services.learning.question_pages import Passage
from quizapp.services.people.accounts import Visitor
from quizapp.services.practice import practising

KIND = "causes"

SPARE = 2
"""How many more rows than links a form has, for learners who draw more pairs."""

FIRST = 20
"""The most rows of a new form; each has two lists of all cards."""


@dataclass(frozen=True, slots=True)
class DrawnPairs:
    """The contents of a form or an address: the numbers of cause and effect in each row, 0 if nothing was chosen.

    `revision` and `nonce` are those of the form, 0 and empty for a new one; `rows` is the least number of rows; `checked` is true if the
    form was handed in, `dont_know` if it may be empty.
    """

    revision: int = 0
    nonce: str = ""
    drawn: tuple[tuple[int, int], ...] = ()
    rows: int = 0
    checked: bool = False
    dont_know: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A fact to choose. `number` counts the statements in code point order, wherever the card is shown."""

    number: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class PairRow:
    """A row of the form. `fault` is "cause" or "effect" for the half that is missing, "same" for a card linked to itself, or empty."""

    cause: int = 0
    effect: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CausesRun:
    """An earlier run of a learner: its number, its study day, the links found out of all, and the pairs that are not links."""

    n: int
    day: date
    found: int
    links: int
    wrong: int


@dataclass(frozen=True, slots=True)
class CausesSheet:
    """The form, which does not reveal the links. `cards` are shuffled, and empty if the deck has too few links."""

    deck: Deck
    revision: int
    nonce: str
    links: int
    cards: tuple[Card, ...] = ()
    rows: tuple[PairRow, ...] = ()
    empty: bool = False
    runs: tuple[CausesRun, ...] = ()

    @property
    def faults(self) -> int:
        """The number of rows with a fault."""
        return sum(bool(row.fault) for row in self.rows)


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link of the deck with the words of the reading that state it. `number` names it in the picture and the table."""

    number: int
    cause: Fact
    effect: Fact
    found: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PairShown:
    """A drawn pair that is not a link; `way` are the facts that connect the two indirectly, if any."""

    cause: Fact
    effect: Fact
    outcome: Outcome
    way: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FinishedCauses:
    """What was drawn and what the reading says, with the learner's runs in this deck, newest first."""

    n: int
    deck: Deck
    result: CausesResult
    links: tuple[LinkShown, ...]
    wrong: tuple[PairShown, ...]
    strands: tuple[Strand, ...]
    runs: tuple[CausesRun, ...]


def sheet(visitor: Visitor, deck_id: str, asked: DrawnPairs, *, key: str, nonce: str) -> CausesSheet:
    """Return the form of a deck, filled in as requested. Raises NotFound."""
    with transaction(write=False) as connection:
        made = _sheet(connection, visitor, deck_id, asked, key, nonce)
        return replace(made, runs=_runs(connection, visitor, deck_id))


def finish(visitor: Visitor, deck_id: str, asked: DrawnPairs, moment: Moment, nonce: str) -> int | None:
    """Store a run and return its number; None if the form has faults, in which case nothing is stored. Raises NotFound."""
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        made = _sheet(connection, visitor, deck_id, asked, moment.key, nonce)
        if not made.cards or made.faults or made.empty:
            return None
        ids = {card.number: card.fact.id for card in made.cards}
        drawn = list(dict.fromkeys((ids[row.cause], ids[row.effect]) for row in made.rows if row.cause))
        score = grade(made.deck.links, drawn).score
        return practising.keep(connection, visitor, KIND, made, given=drawn, score=score, moment=moment)


def finished(visitor: Visitor, deck_id: str, n: int) -> FinishedCauses:
    """Return the result of a learner's run, graded by the revision it was asked in. Raises NotFound, Closed."""
    with transaction(write=False) as connection:
        stored = practising.kept(connection, visitor, KIND, deck_id, n)
        deck, result = _graded(connection, stored)
        runs = _runs(connection, visitor, deck_id)
    facts = {fact.id: fact for fact in deck.facts}
    pairs = ties(deck.links)
    return FinishedCauses(
        n=n,
        deck=deck,
        result=result,
        links=tuple(
            LinkShown(number, facts[cause], facts[effect], result.found[cause, effect], _said(deck, links))
            for number, ((cause, effect), links) in enumerate(pairs.items(), 1)
        ),
        wrong=tuple(
            PairShown(facts[one.pair[0]], facts[one.pair[1]], one.outcome, tuple(facts[fact_id] for fact_id in one.way))
            for one in result.drawn
            if one.outcome is not Outcome.RIGHT
        ),
        strands=tuple(strands(pairs)),
        runs=runs,
    )


def _said(deck: Deck, links: Sequence[Link]) -> tuple[Passage, ...]:
    """Return the sentences that contain the words of a link."""
    return passages_with(deck.reading, [span for link in links for span in link.spans])


def _sheet(connection: Connection, visitor: Visitor, deck_id: str, asked: DrawnPairs, key: str, nonce: str) -> CausesSheet:
    shown = practising.edition_asked(connection, deck_id, visitor, asked.revision)
    links = len(ties(shown.deck.links))
    nonce = practising.nonce_of(asked.nonce, nonce)
    made = CausesSheet(shown.deck, shown.revision, nonce, links)
    if links < LEAST:
        return made
    shuffled = _shuffled(shown.deck, key, nonce)
    rows = [_row(pair, len(shuffled), checked=asked.checked) for pair in asked.drawn]
    rows += [PairRow()] * (max(min(links + SPARE, FIRST), asked.rows) - len(rows))
    empty = asked.checked and not asked.dont_know and not any(row.cause or row.effect for row in rows)
    return replace(made, cards=shuffled, rows=tuple(rows), empty=empty)


def _shuffled(deck: Deck, key: str, nonce: str) -> tuple[Card, ...]:
    """Return the cards of a deck, numbered by their statements, in an order drawn from the nonce."""
    ordered = sorted(cards(deck), key=lambda fact: (as_shown(fact.statement), fact.id))
    return tuple(practising.shuffled((Card(number, fact) for number, fact in enumerate(ordered, 1)), key, nonce))


def _row(pair: tuple[int, int], last: int, *, checked: bool) -> PairRow:
    cause, effect = (number if number <= last else 0 for number in pair)
    fault = "" if not checked or cause == effect == 0 else "effect" if not effect else "cause" if not cause else ""
    return PairRow(cause, effect, "same" if checked and cause == effect != 0 else fault)


def _runs(connection: Connection, visitor: Visitor, deck_id: str) -> tuple[CausesRun, ...]:
    return tuple(_run(connection, stored) for stored in practices.history(connection, visitor.id, deck_id, KIND))


def _run(connection: Connection, stored: StoredPractice) -> CausesRun:
    _, result = _graded(connection, stored)
    return CausesRun(stored.n, stored.day, result.hits, len(result.found), len(result.drawn) - result.hits)


def _graded(connection: Connection, stored: StoredPractice) -> tuple[Deck, CausesResult]:
    """Grade what a learner drew by the revision that was asked."""
    deck = edition(connection, stored.deck_id, stored.revision_id).deck
    return deck, grade(deck.links, [(cause, effect) for cause, effect in json.loads(stored.given)])
