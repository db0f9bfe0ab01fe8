"""What no question asks about in a reading: sentences, numbers and dates, mentions of terms, and links of the deck.

A quote covers its words if its fact has a question. Only what the deck declares is counted; no claims are guessed from the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.questions.inline import as_shown
from quizapp.domain.questions.languages import month_names
from quizapp.domain.reading.deck import Deck, Link, Reading, Span
from quizapp.domain.reading.given_away import printed_by
from quizapp.domain.reading.glossing import names_of, pattern_of
from quizapp.domain.reading.passages import ALIKE, Finder, sentences

NUMBER = r"[^\W\d_]*\d[^\W_]*(?:[.,:/'-]\d[^\W_]*)*%?"
DAY = r"\d{1,2}(?:\.|º|er|st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """Something that no question covers, and where it is.

    A gap in the links has its `link`, and no span if that has no quote; a fact that no question applies is named by `fact`.
    """

    text: str
    span: Span | None = None
    link: Link | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many items of one kind there are, and those not covered, in the order of the reading; links in the order of the deck."""

    total: int = 0
    gaps: tuple[CoverageGap, ...] = ()

    @property
    def covered(self) -> int:
        """The number of covered items."""
        return self.total - len(self.gaps)

    @property
    def share(self) -> float:
        """The covered share, from 0 to 1; 1 if there is nothing to cover."""
        return self.covered / self.total if self.total else 1.0

    @property
    def percent(self) -> int:
        """The covered share in whole per cent, rounded down, so that 100 means all of it."""
        return 100 * self.covered // self.total if self.total else 100


OF_QUESTIONS = frozenset(["applied", "unprinted"])
"""The kinds that tell about the questions themselves, not about the reading."""

OFTEN = 3
"""An answer that this many prompts of other questions print is named."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the questions cover of a reading; in a deck without one there is nothing to cover.

    `applied` counts the facts with a cause: those that a question applies to something new are covered. `unprinted` counts the questions
    with an answer that a text can give away: those that hardly any other prompt answers are covered.
    """

    sentences: Share = Share()
    numbers: Share = Share()
    mentions: Share = Share()
    links: Share = Share()
    applied: Share = Share()
    unprinted: Share = Share()

    def kinds(self) -> Mapping[str, Share]:
        """Return the shares by their names, in their order."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def is_whole(self) -> bool:
        """Whether everything in the reading is covered."""
        return not any(share.gaps for name, share in self.kinds().items() if name not in OF_QUESTIONS)


class _Lain:
    """The words inside a set of spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._by_block = defaultdict(list)
        for span in spans:
            self._by_block[span.block].append(span)

    def touch(self, span: Span) -> bool:
        return any(span.overlaps(other) for other in self._by_block.get(span.block, ()))


def coverage(deck: Deck) -> Coverage:
    """Return what the questions of a deck cover of its reading.

    Sentences are those of paragraphs, list items, quotations and code, not of headings. An aside makes no claim: its sentence does not
    count, nor do the numbers and terms in it. A number is a token with a digit (1902, 3.5, 2%, 1970s, 61), or a date written with the name
    of a month and a digit (14 May 1874, May 1874, May 14); numbers in words are not counted, since many of them are not meant as numbers
    (one, a second). A mention is the name of a term or one of its other names, as whole words; if several names fit, the longest counts. A
    link is covered if its quote shares words with that of a question, so a link without a quote never is.
    """
    if deck.reading is None:
        return Coverage()
    asked, counted = _asked(deck), list(_sentences(deck, deck.reading))
    return Coverage(
        _share(deck.reading, counted, asked),
        _share(deck.reading, _found(deck.reading, counted, _dates(deck.language)), asked),
        _share(deck.reading, _found(deck.reading, counted, pattern_of(tuple(names_of(deck.terms)))), asked),
        Share(len(deck.links), tuple(_unasked(deck, asked))),
        applied(deck),
        unprinted(deck),
    )


def applied(deck: Deck) -> Share:
    """Return which facts with a cause have a question that applies the idea to something new."""
    effects = {link.effect for link in deck.links}
    facts = [fact for fact in deck.facts if fact.id in effects]
    gaps = (fact for fact in facts if all(question.asks != "apply" for question in fact.questions))
    return Share(len(facts), tuple(CoverageGap(fact.statement, fact=fact.id) for fact in gaps))


def unprinted(deck: Deck) -> Share:
    """Return which questions are answered by the prompts of hardly any others in the deck."""
    asked = [(fact, key, question) for key, question in deck.questions.items() if question.forms for fact in [deck.fact_of[key]]]
    printed = printed_by(deck)
    gaps = []
    for fact, key, question in asked:
        others = [other for other in printed.get(key, ()) if deck.fact_of[other] is not fact]
        if len(others) >= OFTEN:
            gaps.append(CoverageGap(f"{as_shown(question.right[0])} ({key}: {len(others)})", fact=fact.id))
    return Share(len(asked), tuple(gaps))


def sentence_coverage(deck: Deck) -> Share:
    """Return what the questions cover of the sentences only."""
    return _share(deck.reading, _sentences(deck, deck.reading), _asked(deck)) if deck.reading else Share()


def _asked(deck: Deck) -> _Lain:
    return _Lain(span for fact in deck.facts if fact.questions for span in fact.spans)


def _sentences(deck: Deck, reading: Reading) -> Iterator[Span]:
    """Yield the sentences that questions should cover."""
    finder = Finder(reading.blocks)
    asides = _Lain(span for aside in deck.asides for span in finder.find(aside))
    for number, block in enumerate(reading.blocks):
        if block.kind != "h3":
            spans = (Span(number, start, end) for start, end in sentences(block.text))
            yield from (span for span in spans if not asides.touch(span))


def _found(reading: Reading, counted: Iterable[Span], pattern: re.Pattern[str] | None) -> Iterator[Span]:
    """Yield the matches of a pattern within sentences."""
    if pattern is None:
        return
    for span in counted:
        text = reading.blocks[span.block].text.translate(ALIKE)
        yield from (Span(span.block, *match.span()) for match in pattern.finditer(text, span.start, span.end))


def _share(reading: Reading, spans: Iterable[Span], asked: _Lain) -> Share:
    every = list(spans)
    gaps = (span for span in every if not asked.touch(span))
    return Share(len(every), tuple(CoverageGap(reading.blocks[span.block].text[span.start : span.end], span) for span in gaps))


def _unasked(deck: Deck, asked: _Lain) -> Iterator[CoverageGap]:
    for link in deck.links:
        if not any(map(asked.touch, link.spans)):
            yield CoverageGap(f"{link.cause} -> {link.effect}", link.spans[0] if link.spans else None, link)


@lru_cache(maxsize=64)
def _dates(language: str) -> re.Pattern[str]:
    """Return a pattern for numbers and written dates that prefers a date to the numbers in it."""
    months = "|".join(sorted((re.escape(name.rstrip(".")) for name in month_names(language) if name[0].isalpha()), key=len, reverse=True))
    month = rf"\b(?:{months})\b\.?"
    day_first = rf"\b{DAY}\s+(?:(?:of|de)\s+)?{month}(?:\s+(?:de\s+)?\d{{1,4}}\b)?"
    month_first = rf"{month}\s+(?:(?:of|de)\s+)?(?:{DAY}(?:,?\s+\d{{3,4}})?|\d{{3,4}})\b"
    return re.compile(f"{day_first}|{month_first}|{NUMBER}")
