"""Causes practice: which pairs of facts the links of a deck tie, and what the pairs that were drawn are worth."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.reading.deck import Deck, Fact, Link

Pair = tuple[str, str]
"""The id of a cause and the id of its effect."""

LEAST = 2
"""The practice is offered from so many links on: with one there is nothing to tell apart."""


class Outcome(StrEnum):
    """What a drawn pair is: a link, one drawn the wrong way round, one that holds only by way of other facts, or none."""

    RIGHT = "right"
    REVERSED = "reversed"
    INDIRECT = "indirect"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pair that was drawn. `way` are the facts from first cause to last effect that tie the two, empty where nothing does."""

    pair: Pair
    outcome: Outcome
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CausesResult:
    """What the drawn pairs came to: each pair of the deck with whether it was found, and each drawn pair once."""

    found: Mapping[Pair, bool]
    drawn: tuple[Drawn, ...]

    @property
    def hits(self) -> int:
        """How many links were found."""
        return sum(self.found.values())

    @property
    def precision(self) -> float:
        """The share of the drawn pairs that are links, 0 for nothing drawn."""
        return self.hits / len(self.drawn) if self.drawn else 0.0

    @property
    def recall(self) -> float:
        """The share of the links that were drawn, 0 where there are none."""
        return self.hits / len(self.found) if self.found else 0.0

    @property
    def score(self) -> float:
        """The harmonic mean of precision and recall (F1), 0 for nothing drawn."""
        total = len(self.drawn) + len(self.found)
        return 2 * self.hits / total if total else 0.0


def ties(links: Iterable[Link]) -> dict[Pair, list[Link]]:
    """Return the pairs that links tie, in their order, each with its links."""
    found: dict[Pair, list[Link]] = {}
    for link in links:
        found.setdefault((link.cause, link.effect), []).append(link)
    return found


def cards(deck: Deck) -> list[Fact]:
    """Return the facts that stand in some link."""
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
    """Return the shortest way along pairs from one fact to another, both included, empty where there is none."""
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
