"""The terms and the glossary of a deck marked in its reading: the first of each in every section, but not in links, code or headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from quizapp.domain.questions.inline import TextRun
from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Block, Deck, Reading
from quizapp.domain.reading.passages import ALIKE, UNSPACED

PROSE = frozenset({"p", "li", "oli", "quote"})
"""The kinds of blocks in which terms are marked."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Where the text of a block mentions a term or has a word of the glossary: the number of either in the deck, from 1, or 0."""

    start: int
    end: int
    term: int = 0
    word: int = 0


@dataclass(frozen=True, slots=True)
class GlossedWords:
    """Neighbouring words of a block.

    `term` is the number of the term they mention, from 1, or 0, and `note` says what the term is; `word` is the number of the word of the
    glossary that they are, from 1, or 0.
    """

    runs: tuple[TextRun, ...]
    term: int = 0
    note: str = ""
    word: int = 0


def gloss(deck: Deck) -> tuple[tuple[GlossedWords, ...], ...]:
    """Return each block of the reading as a list of pieces; empty without a reading."""
    if deck.reading is None:
        return ()
    marked = mentions_in(deck, deck.reading)
    return tuple(tuple(pieces(deck, block, marked[number], 0, len(block.text))) for number, block in enumerate(deck.reading.blocks))


def mentions_in(deck: Deck, reading: Reading) -> tuple[tuple[Mention, ...], ...]:
    """Return what is marked in each block of a reading of a deck, in order. A word inside the name of a term is not marked."""
    names, words = names_of(deck.terms), {evened(entry.word): place for place, entry in enumerate(deck.glossary, 1)}
    terms, glossary = pattern_of(tuple(names)), word_pattern(tuple(words))
    marked: list[tuple[Mention, ...]] = []
    for section in reading.sections:
        met: set[tuple[int, int]] = set()
        for block in reading.blocks[section.first : section.last]:
            closed = list(_closed(block)) if block.kind in PROSE else [(0, len(block.text))]
            named = [Mention(*match.span(), term=names[_joined(match)]) for match in _matches(terms, block)]
            meant = [Mention(*match.span(), word=words.get(_joined(match).lower(), 0)) for match in _matches(glossary, block)]
            inside = [(mention.start, mention.end) for mention in named]
            marked.append(tuple(sorted([*_first(named, closed, met), *_first(meant, [*closed, *inside], met)])))
    return tuple(marked)


def pieces(deck: Deck, block: Block, mentions: Sequence[Mention], start: int, end: int) -> Iterator[GlossedWords]:
    """Yield the words of a block between two offsets in pieces; what is only partly between them is not marked."""
    at = start
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            if at < mention.start:
                yield GlossedWords(block.cut(at, mention.start))
            note = deck.terms[mention.term - 1].note if mention.term else ""
            yield GlossedWords(block.cut(mention.start, mention.end), mention.term, note, mention.word)
            at = mention.end
    if at < end:
        yield GlossedWords(block.cut(at, end))


def names_of(terms: Sequence[Term]) -> Mapping[str, int]:
    """Return the number of the term that each name stands for; if terms share a name, it is the first one's."""
    names: dict[str, int] = {}
    for place, term in enumerate(terms, 1):
        for name in (term.name, *term.also):
            names.setdefault(_even(name), place)
    return names


def word_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for words of a glossary as whole words, in small or capital letters; None for no words."""
    pattern = pattern_of(words)
    return re.compile(pattern.pattern, re.IGNORECASE) if pattern else None


def evened(word: str) -> str:
    """Return a word of a glossary in the form in which two of them are compared."""
    return _even(word).lower()


def _even(text: str) -> str:
    return " ".join(normalize("NFC", text).translate(ALIKE).split())


def _joined(match: re.Match[str]) -> str:
    return " ".join(match.group().split())


def _matches(pattern: re.Pattern[str] | None, block: Block) -> Iterator[re.Match[str]]:
    return pattern.finditer(block.text.translate(ALIKE)) if pattern else iter(())


def pattern_of(names: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for the names as whole words, the longest first; scripts without spaces between words have no whole words."""
    longest_first = sorted(names, key=len, reverse=True)
    spaced = "|".join(_body(name) for name in longest_first if not UNSPACED.match(name))
    unspaced = "|".join(_body(name) for name in longest_first if UNSPACED.match(name))
    parts = [rf"(?<!\w)(?:{spaced})(?!\w)"] * bool(spaced) + [unspaced] * bool(unspaced)
    return re.compile("|".join(parts)) if parts else None


def _body(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _first(found: Iterable[Mention], closed: Sequence[tuple[int, int]], met: set[tuple[int, int]]) -> Iterator[Mention]:
    """Yield those of the mentions that are the first of their kind and stand in no closed stretch, and note them as met."""
    for mention in found:
        kind = (mention.term, mention.word)
        if kind not in met and not any(left < mention.end and mention.start < right for left, right in closed):
            met.add(kind)
            yield mention


def _closed(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a block in which nothing is marked: links and code."""
    at = 0
    for run in block.runs:
        if run.href or run.code:
            yield at, at + len(run.text)
        at += len(run.text)
