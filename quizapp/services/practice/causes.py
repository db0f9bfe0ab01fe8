"""Causes practice: finding the causes of one effect after another, and the links found in the end. It does not feed memory.

A run that goes on is stored as a list of effects, each with the causes chosen for it; a finished one as the list of these pairs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizapp.db.base import Connection, transaction
from quizapp.db.learning import practices
from quizapp.db.learning.practices import StoredPractice
from quizapp.domain.reading.causes import LEAST, CausesResult, CauseStep, CauseTree, Drawn, Outcome, Pair, grade, steps, ties, trees
from quizapp.domain.reading.deck import Deck, Fact, Link
from quizapp.services.errors import NotFound
from quizapp.services.learning import learners
from quizapp.services.learning.answering import Moment
from quizapp.services.learning.editions import edition
from quizapp.services.learning.explaining import passages_with
from quizapp.services.learning.question_pages import Passage
from quizapp.services.people.accounts import Visitor
from quizapp.services.practice import practising

KIND = "causes"
ONGOING = practising.begun(KIND)


@dataclass(frozen=True, slots=True)
class ChosenCauses:
    """A form as it was sent: its revision, nonce and step, and the numbers of the chosen facts. `dont_know` allows none to be chosen."""

    revision: int = 0
    nonce: str = ""
    step: int = 0
    chosen: tuple[int, ...] = ()
    dont_know: bool = False


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
    """The form of a step, which does not say what is right: an effect, the facts to choose from, and how many are its causes.

    `effect` is None if the deck has too few links. `last` is the number of the newest finished run, or 0. `empty` is true if the form was
    sent without a choice.
    """

    deck: Deck
    revision: int
    nonce: str
    links: int
    step: int = 0
    steps: int = 0
    effect: Fact | None = None
    offered: tuple[Fact, ...] = ()
    many: int = 0
    last: int = 0
    empty: bool = False


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link of the deck with the words of the reading that state it."""

    cause: Fact
    effect: Fact
    found: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PairShown:
    """A chosen pair that is not a link; `way` are the facts that connect the two indirectly, if any."""

    cause: Fact
    effect: Fact
    outcome: Outcome
    way: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class CheckedCauses:
    """A step that was checked: the links to its effect, and what was chosen but is none. `more` is true while the run goes on."""

    n: int
    deck: Deck
    step: int
    steps: int
    effect: Fact
    links: tuple[LinkShown, ...]
    wrong: tuple[PairShown, ...]
    more: bool

    @property
    def hits(self) -> int:
        """How many of its causes were found."""
        return sum(link.found for link in self.links)


@dataclass(frozen=True, slots=True)
class FinishedCauses:
    """What was found and what the reading says, with the learner's runs in this deck, newest first."""

    n: int
    deck: Deck
    result: CausesResult
    links: tuple[LinkShown, ...]
    wrong: tuple[PairShown, ...]
    trees: tuple[CauseTree, ...]
    runs: tuple[CausesRun, ...]


def sheet(visitor: Visitor, deck_id: str, *, key: str, nonce: str) -> CausesSheet:
    """Return the form of the next step: of the run that goes on, or of a new one. Raises NotFound, Closed."""
    with transaction(write=False) as connection:
        run = practising.going_on(connection, visitor, KIND, deck_id)
        return _sheet(connection, visitor, deck_id, run, ChosenCauses(nonce=nonce), key)


def check(visitor: Visitor, deck_id: str, asked: ChosenCauses, moment: Moment, nonce: str) -> tuple[int, int] | CausesSheet:
    """Store a step, and with the last one the run; return the numbers of run and step, or the form again if nothing was chosen.

    A step that is stored already stays as it is. Raises NotFound, Closed.
    """
    with transaction(write=True) as connection:
        learners.take(connection, visitor.id)
        run = practising.run_of(connection, visitor, KIND, deck_id, asked.nonce)
        made = _sheet(connection, visitor, deck_id, run, asked, moment.key, nonce)
        if run and (run.kind == KIND or asked.step < made.step):
            return run.n, max(asked.step, 1)
        chosen = [fact.id for number, fact in enumerate(made.offered, 1) if number in asked.chosen]
        if made.effect is None or asked.step != made.step or not (chosen or asked.dont_know):
            return replace(made, empty=made.effect is not None and asked.step == made.step)
        given = [*_given(run), (made.effect.id, chosen)]
        if made.step < made.steps:
            return practising.store(connection, visitor, ONGOING, made, run, given=given, score=0.0, moment=moment), made.step
        pairs = [(cause, effect) for effect, causes in given for cause in causes]
        score = grade(made.deck.links, pairs).score
        return practising.store(connection, visitor, KIND, made, run, given=pairs, score=score, moment=moment), made.step


def checked(visitor: Visitor, deck_id: str, n: int, step: int, *, key: str) -> CheckedCauses:
    """Return a step of a learner's run that was checked, with the words of the reading. Raises NotFound, Closed."""
    with transaction(write=False) as connection:
        run = practising.kept(connection, visitor, deck_id, n, KIND, ONGOING)
        deck = edition(connection, deck_id, run.revision_id).deck
    asked = _steps(deck, key, run.nonce)
    done = len(_given(run)) if run.kind == ONGOING else len(asked)
    if not 1 <= step <= done:
        raise NotFound(deck_id)
    effect = _given(run)[step - 1][0] if run.kind == ONGOING else asked[step - 1].effect
    result = grade(deck.links, [pair for pair in _pairs(run) if pair[1] == effect])
    facts = {fact.id: fact for fact in deck.facts}
    links = tuple(link for link in _links(deck, result) if link.effect.id == effect)
    return CheckedCauses(n, deck, step, len(asked), facts[effect], links, _wrong(deck, result.drawn), run.kind == ONGOING)


def finished(visitor: Visitor, deck_id: str, n: int) -> FinishedCauses:
    """Return the result of a learner's run, graded by the revision it was asked in. Raises NotFound, Closed."""
    with transaction(write=False) as connection:
        stored = practising.kept(connection, visitor, deck_id, n, KIND)
        deck, result = _graded(connection, stored)
        runs = tuple(_run(connection, run) for run in practices.history(connection, visitor.id, deck_id, KIND))
    return FinishedCauses(n, deck, result, _links(deck, result), _wrong(deck, result.drawn), trees(ties(deck.links)), runs)


def _sheet(
    connection: Connection, visitor: Visitor, deck_id: str, run: StoredPractice | None, asked: ChosenCauses, key: str, nonce: str = ""
) -> CausesSheet:
    """Return the form of the first effect that was not asked in a run; that of a finished run has none."""
    shown = practising.edition_asked(connection, deck_id, visitor, run.revision_id if run else asked.revision)
    nonce = run.nonce if run else practising.nonce_of(asked.nonce, nonce)
    links = ties(shown.deck.links)
    all_steps = _steps(shown.deck, key, nonce) if len(links) >= LEAST else ()
    done = [effect for effect, _ in _given(run)]
    step = next((step for step in all_steps if step.effect not in done), None) if run is None or run.kind == ONGOING else None
    facts = {fact.id: fact for fact in shown.deck.facts}
    return CausesSheet(
        shown.deck,
        shown.revision,
        nonce,
        len(links),
        step=len(done) + 1,
        steps=len(all_steps),
        effect=facts[step.effect] if step else None,
        offered=tuple(facts[fact_id] for fact_id in step.offered) if step else (),
        many=len(step.right) if step else 0,
        last=practising.last(connection, visitor, KIND, deck_id),
    )


def _steps(deck: Deck, key: str, nonce: str) -> tuple[CauseStep, ...]:
    return steps(deck.links, practising.drawing(key, nonce))


def _given(run: StoredPractice | None) -> list[tuple[str, list[str]]]:
    """Return the effects that were asked in a run that goes on, each with the causes chosen for it."""
    return json.loads(run.given) if run and run.kind == ONGOING else []


def _pairs(run: StoredPractice) -> list[Pair]:
    if run.kind == ONGOING:
        return [(cause, effect) for effect, causes in _given(run) for cause in causes]
    return [(cause, effect) for cause, effect in json.loads(run.given)]


def _links(deck: Deck, result: CausesResult) -> tuple[LinkShown, ...]:
    facts = {fact.id: fact for fact in deck.facts}
    pairs = ties(deck.links).items()
    return tuple(LinkShown(facts[pair[0]], facts[pair[1]], result.found[pair], _said(deck, links)) for pair, links in pairs)


def _wrong(deck: Deck, drawn: Sequence[Drawn]) -> tuple[PairShown, ...]:
    facts = {fact.id: fact for fact in deck.facts}
    return tuple(
        PairShown(facts[one.pair[0]], facts[one.pair[1]], one.outcome, tuple(facts[fact_id] for fact_id in one.way))
        for one in drawn
        if one.outcome is not Outcome.RIGHT
    )


def _said(deck: Deck, links: Sequence[Link]) -> tuple[Passage, ...]:
    """Return the sentences that contain the words of a link."""
    return passages_with(deck.reading, [span for link in links for span in link.spans])


def _run(connection: Connection, stored: StoredPractice) -> CausesRun:
    _, result = _graded(connection, stored)
    return CausesRun(stored.n, stored.day, result.hits, len(result.found), len(result.drawn) - result.hits)


def _graded(connection: Connection, stored: StoredPractice) -> tuple[Deck, CausesResult]:
    """Grade what a learner chose by the revision that was asked."""
    deck = edition(connection, stored.deck_id, stored.revision_id).deck
    return deck, grade(deck.links, _pairs(stored))
