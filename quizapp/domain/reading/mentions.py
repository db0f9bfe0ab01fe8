"""Where a reading mentions the terms of its deck: whole names, including possessives, and only the longest of overlapping names."""

from __future__ import annotations

from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Block, Deck, Span
from quizapp.domain.reading.passages import Finder

POSSESSIVE = {"", "'", "’", "'s", "’s"}
"""What may follow a name within a word."""


def mentions(deck: Deck) -> tuple[tuple[Span, ...], ...]:
    """Return the mentions of each term of a deck, in the order of the reading."""
    blocks = deck.reading.blocks if deck.reading else ()
    finder = Finder(blocks)
    found = [_mentions(finder, blocks, term) for term in deck.terms]
    everywhere = [span for spans in found for span in spans]
    return tuple(tuple(span for span in spans if not any(_within(span, other) for other in everywhere)) for spans in found)


def _mentions(finder: Finder, blocks: tuple[Block, ...], term: Term) -> list[Span]:
    spans = [
        span
        for name in (term.name, *term.also)
        for span in finder.find(name)
        if blocks[span.block].text[span.start + len(name) : span.end] in POSSESSIVE and blocks[span.block].kind != "h3"
    ]
    return sorted(set(spans), key=lambda span: (span.block, span.start, span.end))


def _within(span: Span, other: Span) -> bool:
    """Return whether a place lies inside a longer one."""
    return span.block == other.block and other.start <= span.start and span.end <= other.end and span != other
