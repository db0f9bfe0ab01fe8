"""Causes practice: which pairs of facts the links of a deck connect, and how pairs drawn by the learner are scored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from quizapp.domain.reading.deck import Link

Pair = tuple[str, str]
"""The id of a cause and the id of its effect."""

LEAST = 2
"""The practice is offered from this many links: with one there is nothing to choose between."""

OFFERED, FEWEST_OFFERED = 4, 3
"""How many candidates an effect has; more if it has more causes, and fewer only in a deck with too few other facts."""


@dataclass(frozen=True, slots=True)
class CauseStep:
    """An effect whose causes are to be found among the facts in `offered`, all by their ids; `right` are its causes."""

    effect: str
    right: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CauseTree:
    """A fact with the trees of its causes. `again` is true if they stand at the fact's first place in the same picture."""

    fact: str
    causes: tuple[CauseTree, ...] = ()
    again: bool = False

    @property
    def depth(self) -> int:
        """The number of facts on the longest way to the root."""
        return 1 + max((cause.depth for cause in self.causes), default=0)


class Outcome(StrEnum):
    """What a drawn pair is: a link, a link drawn backwards, one that holds only through other facts, or none."""

    RIGHT = "right"
    REVERSED = "reversed"
    INDIRECT = "indirect"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pair that was drawn. `way` is the chain of facts from the first cause to the last effect; empty if nothing connects the two."""

    pair: Pair
    outcome: Outcome
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CausesResult:
    """The result of the drawn pairs: each pair of the deck with whether it was found, and each drawn pair once."""

    found: Mapping[Pair, bool]
    drawn: tuple[Drawn, ...]

    @property
    def hits(self) -> int:
        """How many links were found."""
        return sum(self.found.values())

    @property
    def precision(self) -> float:
        """The share of the drawn pairs that are links; 0 if nothing was drawn."""
        return self.hits / len(self.drawn) if self.drawn else 0.0

    @property
    def recall(self) -> float:
        """The share of the links that were drawn; 0 if there are none."""
        return self.hits / len(self.found) if self.found else 0.0

    @property
    def score(self) -> float:
        """The harmonic mean of precision and recall (F1); 0 if nothing was drawn."""
        total = len(self.drawn) + len(self.found)
        return 2 * self.hits / total if total else 0.0


def ties(links: Iterable[Link]) -> dict[Pair, list[Link]]:
    """Return the pairs that links connect, in their order, each with its links."""
    found: dict[Pair, list[Link]] = {}
    for link in links:
        found.setdefault((link.cause, link.effect), []).append(link)
    return found


def steps(links: Iterable[Link], draw: Random) -> tuple[CauseStep, ...]:
    """Return a step for each effect, in an order that is drawn.

    A candidate without a link to it may be one of its own effects. A cause of a cause is a candidate only where others are too few,
    since it leads to the effect as well, if not directly.
    """
    pairs = ties(links)
    facts = list(dict.fromkeys(fact for pair in pairs for fact in pair))
    effects = list(dict.fromkeys(effect for _, effect in pairs))
    draw.shuffle(effects)
    return tuple(_step(effect, pairs, facts, draw) for effect in effects)


def trees(pairs: Iterable[Pair]) -> tuple[CauseTree, ...]:
    """Return the trees of causes, one for each fact that leads to nothing else, in the order of the pairs; no pair may lead in a circle."""
    causes: dict[str, list[str]] = {}
    for cause, effect in pairs:
        causes.setdefault(effect, []).append(cause)
    leading = {cause for found in causes.values() for cause in found}
    grown: set[str] = set()
    return tuple(_tree(effect, causes, grown) for effect in causes if effect not in leading)


def grade(links: Sequence[Link], drawn: Iterable[Pair]) -> CausesResult:
    """Grade drawn pairs; one drawn twice counts once."""
    pairs, given = ties(links), dict.fromkeys(drawn)
    return CausesResult({pair: pair in given for pair in pairs}, tuple(_judge(pair, pairs) for pair in given))


def _step(effect: str, pairs: Iterable[Pair], facts: Iterable[str], draw: Random) -> CauseStep:
    right = [cause for cause, its_effect in pairs if its_effect == effect]
    others = [fact for fact in facts if fact != effect and fact not in right]
    draw.shuffle(others)
    earlier = {fact for fact in others if _way(pairs, fact, effect)}
    plain = [fact for fact in others if fact not in earlier][: max(OFFERED - len(right), 1)]
    lacking = max(FEWEST_OFFERED - len(right) - len(plain), 0)
    offered = [*right, *plain, *[fact for fact in others if fact in earlier][:lacking]]
    draw.shuffle(offered)
    return CauseStep(effect, tuple(right), tuple(offered))


def _tree(fact: str, causes: Mapping[str, Sequence[str]], grown: set[str]) -> CauseTree:
    if fact in grown:
        return CauseTree(fact, again=True)
    if fact in causes:
        grown.add(fact)
    return CauseTree(fact, tuple(_tree(cause, causes, grown) for cause in causes.get(fact, ())))


def _judge(pair: Pair, pairs: Iterable[Pair]) -> Drawn:
    cause, effect = pair
    if way := _way(pairs, cause, effect):
        return Drawn(pair, Outcome.RIGHT if pair in pairs else Outcome.INDIRECT, way)
    way = _way(pairs, effect, cause)
    return Drawn(pair, Outcome.REVERSED if way else Outcome.WRONG, way)


def _way(pairs: Iterable[Pair], start: str, end: str) -> tuple[str, ...]:
    """Return the shortest path along pairs from one fact to another, including both; empty if there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    ahead = deque([start])
    while ahead:
        here = ahead.popleft()
        for effect in [effect for cause, effect in pairs if cause == here]:
            if effect == end:
                return (*ways[here], end)
            if effect not in ways:
                ways[effect] = (*ways[here], effect)
                ahead.append(effect)
    return ()
