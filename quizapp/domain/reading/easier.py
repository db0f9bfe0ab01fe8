"""The easier level of a reading: each of its lines retells the sentence of the same number, in the same paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.domain.reading.deck import Block, Deck, Reading
from quizapp.domain.reading.glossing import GlossedWords, Mention, mentions_in, pieces
from quizapp.domain.reading.passages import sentences


@dataclass(frozen=True, slots=True)
class EasierLine:
    """A line of the easier level; `facts` are the ids of the facts that quote the sentence it retells."""

    pieces: tuple[GlossedWords, ...]
    facts: tuple[str, ...] = ()


EasierBlock = tuple[Block, tuple[EasierLine, ...]]
"""A block of the easier level and its lines."""


def easier(deck: Deck) -> tuple[EasierBlock, ...]:
    """Return the easier level, block by block as the reading; empty without one, or if it has other sections or blocks."""
    if deck.reading is None or deck.easy is None or _shape(deck.reading) != _shape(deck.easy):
        return ()
    mentions = mentions_in(deck, deck.easy)
    quoted = list(_quoted(deck, deck.reading))
    return tuple((block, tuple(_lines(deck, block, mentions[number], quoted[number]))) for number, block in enumerate(deck.easy.blocks))


def lines_of(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every line of a block that is not blank."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            spans.append((start, start + len(line.strip())))
        at += len(line) + 1
    return spans


def _shape(reading: Reading) -> list[tuple[int, int]]:
    return [(section.first, section.last) for section in reading.sections]


def _quoted(deck: Deck, reading: Reading) -> Iterator[list[tuple[str, ...]]]:
    """Yield the facts that quote each sentence, block by block."""
    for number, block in enumerate(reading.blocks):
        spans = [(span, fact.id) for fact in deck.facts for span in fact.spans if span.block == number]
        yield [
            tuple(dict.fromkeys(fact for span, fact in spans if span.start < end and start < span.end))
            for start, end in sentences(block.text)
        ]


def _lines(deck: Deck, block: Block, mentions: tuple[Mention, ...], quoted: list[tuple[str, ...]]) -> Iterator[EasierLine]:
    """Yield the lines of a block. If they are not as many as the sentences, nobody knows which line retells which."""
    spans = [(0, len(block.text))] if block.kind == "pre" else lines_of(block.text)
    facts = quoted if len(quoted) == len(spans) else [()] * len(spans)
    for (start, end), told in zip(spans, facts, strict=True):
        yield EasierLine(tuple(pieces(deck, block, mentions, start, end)), told)
