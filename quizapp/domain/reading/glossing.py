"""The terms of a deck marked in its reading: the first mention of each in every section, but not in links, code or headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from quizapp.domain.questions.inline import TextRun
from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Block, Deck
from quizapp.domain.reading.passages import ALIKE, UNSPACED

PROSE = frozenset({"p", "li", "oli", "quote"})
"""The kinds of blocks in which terms are marked."""

Mention = tuple[int, int, int]
"""The start and end of a mention in the text of a block, and the number of its term in the deck, from 1."""


@dataclass(frozen=True, slots=True)
class GlossedWords:
    """Neighbouring words of a block; `term` is the number of the term they mention, from 1, or 0, and `note` says what the term is."""

    runs: tuple[TextRun, ...]
    term: int = 0
    note: str = ""


def gloss(deck: Deck) -> tuple[tuple[GlossedWords, ...], ...]:
    """Return each block of the reading as a list of pieces; empty without a reading."""
    if deck.reading is None:
        return ()
    names = names_of(deck.terms)
    pattern = pattern_of(tuple(names))
    marked: list[tuple[GlossedWords, ...]] = []
    for section in deck.reading.sections:
        met: set[int] = set()
        for block in deck.reading.blocks[section.first : section.last]:
            mentions = list(_mentions(block, pattern, names, met)) if pattern and block.kind in PROSE else []
            marked.append(tuple(_pieces(block, mentions, deck.terms)))
    return tuple(marked)


def names_of(terms: Sequence[Term]) -> Mapping[str, int]:
    """Return the number of the term that each name stands for; if terms share a name, it is the first one's."""
    names: dict[str, int] = {}
    for place, term in enumerate(terms, 1):
        for name in (term.name, *term.also):
            names.setdefault(_even(name), place)
    return names


def _even(text: str) -> str:
    return " ".join(normalize("NFC", text).translate(ALIKE).split())


def pattern_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for the names as whole words, the longest first; scripts without spaces between words have no whole words."""
    longest_first = sorted(names, key=len, reverse=True)
    spaced = "|".join(_body(name) for name in longest_first if not UNSPACED.match(name))
    unspaced = "|".join(_body(name) for name in longest_first if UNSPACED.match(name))
    parts = [rf"(?<!\w)(?:{spaced})(?!\w)"] * bool(spaced) + [unspaced] * bool(unspaced)
    return re.compile("|".join(parts)) if parts else None


def _body(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _mentions(block: Block, pattern: re.Pattern[str], names: Mapping[str, int], met: set[int]) -> Iterator[Mention]:
    """Yield the first mention of each term not mentioned before, and mark it as mentioned."""
    closed = list(_closed(block))
    for match in pattern.finditer(block.text.translate(ALIKE)):
        start, end = match.span()
        place = names[" ".join(match.group().split())]
        if place not in met and not any(left < end and start < right for left, right in closed):
            met.add(place)
            yield start, end, place


def _closed(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a block in which nothing is marked: links and code."""
    at = 0
    for run in block.runs:
        if run.href or run.code:
            yield at, at + len(run.text)
        at += len(run.text)


def _pieces(block: Block, mentions: Sequence[Mention], terms: Sequence[Term]) -> Iterator[GlossedWords]:
    at = 0
    for start, end, place in mentions:
        if at < start:
            yield GlossedWords(block.cut(at, start))
        yield GlossedWords(block.cut(start, end), place, terms[place - 1].note)
        at = end
    if at < len(block.text):
        yield GlossedWords(block.cut(at, len(block.text)))
