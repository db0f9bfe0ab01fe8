"""What the questions of a deck do not cover of its reading, for its author: the reading with those words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.db.base import transaction
from quizapp.domain.questions.inline import TextRun
from quizapp.domain.reading.coverage import Coverage, CoverageGap, coverage
from quizapp.domain.reading.deck import Block, Deck, Fact, Reading, Section, Span
from quizapp.services.authoring.revisions import visible
from quizapp.services.learning.editions import current
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class CoverageStretch:
    """Neighbouring words of a block; `gap` is the number of their mark from 1, or 0 for words that are covered or need not be."""

    runs: tuple[TextRun, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section of the reading: its blocks, each split into stretches."""

    section: Section
    blocks: Sequence[tuple[Block, Sequence[CoverageStretch]]]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage of a deck, and its reading; without a reading there are no sections."""

    deck: Deck
    coverage: Coverage
    sections: Sequence[MarkedSection]
    marks: Sequence[Span]

    def mark_of(self, gap: CoverageGap) -> int:
        """Return the number of the mark that contains a gap, or 0 if the gap has no place."""
        return next((number for number, mark in enumerate(self.marks, 1) if gap.span and mark.overlaps(gap.span)), 0)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by their ids."""
        return {fact.id: fact for fact in self.deck.facts}


def coverage_of(visitor: Visitor, deck_id: str) -> CoverageView:
    """Return the coverage of the reading by the published state of a deck. Raises NotFound."""
    with transaction(write=False) as connection:
        visible(connection, visitor, deck_id)
        deck = current(connection, deck_id, visitor.id).deck
    found = coverage(deck)
    marks = _joined(gap.span for share in found.kinds().values() for gap in share.gaps if gap.span)
    return CoverageView(deck, found, _sections(deck.reading, marks) if deck.reading else (), marks)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in the order of the reading, with overlapping ones merged."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.block, span.start)):
        if joined and joined[-1].overlaps(span):
            joined[-1] = Span(span.block, joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _sections(reading: Reading, marks: Sequence[Span]) -> list[MarkedSection]:
    stretches = [tuple(_stretches(block, number, marks)) for number, block in enumerate(reading.blocks)]
    held = list(zip(reading.blocks, stretches, strict=True))
    return [MarkedSection(section, held[section.first : section.last]) for section in reading.sections]


def _stretches(block: Block, number: int, marks: Sequence[Span]) -> Iterator[CoverageStretch]:
    at = 0
    for gap, mark in enumerate(marks, 1):
        if mark.block == number:
            yield CoverageStretch(block.cut(at, mark.start))
            yield CoverageStretch(block.cut(mark.start, mark.end), gap)
            at = mark.end
    yield CoverageStretch(block.cut(at, len(block.text)))
