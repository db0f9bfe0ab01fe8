"""The memory map: a reading split where the quotes of facts begin and end, with how well each piece is remembered.

The pieces depend only on the deck; how well they are remembered depends on the learner and the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizapp.domain.memory.progress import Strength
from quizapp.domain.questions.inline import TextRun
from quizapp.domain.reading.deck import Block, Deck, Fact, Span

WEAKEST_FIRST = {kind: rank for rank, kind in enumerate((Strength.NEW, Strength.DUE, Strength.BEGUN, Strength.FADING, Strength.SOLID))}
"""The strengths from the least remembered on; words never asked about come before those that are due."""

Marks = Sequence[tuple[Span, Fact]]
"""The spans in one block with the facts that quote them."""


@dataclass(frozen=True, slots=True)
class MapStretch:
    """Neighbouring words of a block that the same facts quote; `facts` are their ids in the order of the deck, empty for plain words.

    `ids` are the ids of the facts joined by commas, as in an address. `look` has the words as runs if they are not plain text. `block` is
    the number of their block; `again` is true if these facts also quote an earlier block.
    """

    text: str
    facts: tuple[str, ...] = ()
    ids: str = ""
    look: Block | None = None
    block: int = 0
    again: bool = False


def cut(deck: Deck) -> tuple[tuple[MapStretch, ...], ...]:
    """Return the stretches of each block of the reading: none if no fact quotes it; no blocks without a reading."""
    if deck.reading is None:
        return ()
    marks: dict[int, list[tuple[Span, Fact]]] = defaultdict(list)
    for fact in deck.facts:
        for span in fact.spans:
            marks[span.block].append((span, fact))
    first = {fact.id: min(span.block for span in fact.spans) for fact in deck.facts if fact.spans}
    return tuple(_stretches(block, number, marks.get(number, ()), first) for number, block in enumerate(deck.reading.blocks))


def weakest(strengths: Iterable[Strength]) -> Strength:
    """Return how well words quoted by facts, or a fact with questions, are remembered: as well as the weakest of them."""
    return min(strengths, key=WEAKEST_FIRST.__getitem__, default=Strength.NEW)


def _stretches(block: Block, number: int, marks: Marks, first: Mapping[str, int]) -> tuple[MapStretch, ...]:
    return tuple(_stretch(block, number, bounds, marks, first) for bounds in pairwise(_cuts(block.text, marks))) if marks else ()


def _cuts(text: str, marks: Marks) -> list[int]:
    """Return where a text is split: at the ends of quotes. A comma or space between quoted words goes with the words before it."""
    edges = sorted({0, len(text), *(edge for span, _ in marks for edge in (span.start, span.end))})
    cuts = edges[:1]
    for start, end in pairwise(edges):
        if start and not any(map(str.isalnum, text[start:end])) and _over(marks, start) and _over(marks, start - 1):
            cuts[-1] = end
        else:
            cuts.append(end)
    return cuts


def _over(marks: Marks, at: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for span, fact in marks if span.start <= at < span.end))


def _stretch(block: Block, number: int, bounds: tuple[int, int], marks: Marks, first: Mapping[str, int]) -> MapStretch:
    start, end = bounds
    facts = _over(marks, start)
    runs = _runs(block, start, end, linked=not facts)
    plain = all(run == TextRun(run.text) for run in runs) and block.kind != "pre"
    again = bool(facts) and min(first[fact] for fact in facts) < number
    return MapStretch(block.text[start:end], facts, ",".join(facts), None if plain else Block(block.kind, runs), number, again)


def _runs(block: Block, start: int, end: int, *, linked: bool) -> tuple[TextRun, ...]:
    """Return the runs between two offsets of a block; quoted words lose their links, since a link cannot contain another."""
    runs = block.cut(start, end)
    return runs if linked else tuple(replace(run, href="") for run in runs)
