"""Causes practice: which pairs of facts the links of a deck connect, and how pairs drawn by the learner are scored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.reading.deck import Deck, Fact, Link

Pair = tuple[str, str]
"""The id of a cause and the id of its effect."""

LEAST = 2
"""The practice is offered from this many links: with one there is nothing to choose between."""


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


def cards(deck: Deck) -> list[Fact]:
    """Return the facts that are part of any link."""
    linked = {fact_id for link in deck.links for fact_id in (link.cause, link.effect)}
    return [fact for fact in deck.facts if fact.id in linked]


def grade(links: Sequence[Link], drawn: Iterable[Pair]) -> CausesResult:
    """Grade drawn pairs; one drawn twice counts once."""
    pairs, given = ties(links), dict.fromkeys(drawn)
    return CausesResult({pair: pair in given for pair in pairs}, tuple(_judge(pair, pairs) for pair in given))


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
