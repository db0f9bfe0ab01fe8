"""The page of a reading: its sections with their terms, their checks and the learner's notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from quizapp.db.base import transaction
from quizapp.domain.reading.deck import Block, Deck, Section
from quizapp.domain.reading.easier import EasierBlock
from quizapp.domain.reading.glossing import GlossedWords
from quizapp.services.errors import NotFound
from quizapp.services.learning import notes
from quizapp.services.learning.editions import for_learner
from quizapp.services.learning.overview import minutes_of, reading_minutes
from quizapp.services.people.accounts import Visitor
from quizapp.services.practice.checks import CheckDay, facts_of, read_day


@dataclass(frozen=True, slots=True)
class NotedPassage:
    """A learner's note on a fact, and the words of the reading that it belongs to."""

    fact: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ReadingSection:
    """A section: its blocks, each with its pieces, the notes on its facts, and the questions that a check of it would ask.

    `questions` are the ids of those questions; `checked` is true if its facts were asked today. `easier` are its blocks at the easier
    level, each with its lines, if that is shown. `folded` are the questions of its open check, while that hides its text.
    """

    anchor: str
    title: str
    blocks: Sequence[tuple[Block, Sequence[GlossedWords]]]
    questions: tuple[str, ...]
    checked: bool
    notes: Sequence[NotedPassage]
    easier: Sequence[EasierBlock] = ()
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A reading as somebody sees it; `minutes` to read it, `started` is true if they have answered any of its questions.

    `has_levels` is true if there is an easier level, `easier` if it is shown.
    """

    deck: Deck
    minutes: int
    started: bool
    parts: Sequence[ReadingSection]
    has_levels: bool = False
    easier: bool = False

    def part(self, anchor: str) -> ReadingSection | None:
        """Return a section by its anchor."""
        return next((part for part in self.parts if part.anchor == anchor), None)


def page(
    visitor: Visitor, deck_id: str, today: date, *, easier: bool = False, checks: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> ReadingPage:
    """Return the reading of a deck, at its easier level if that is wanted and there is one. Raises NotFound, also if the deck has none.

    `checks` are the questions of opened checks, by section: as long as one of them can be asked, the section is folded.
    """
    with transaction(write=False) as connection:
        edition = for_learner(connection, deck_id, visitor)
        if edition.deck.reading is None:
            raise NotFound(deck_id)
        day = read_day(connection, visitor, edition, today)
        written = notes.notes_of(connection, visitor.id, edition.deck) if visitor.signed_in else {}
    started = any(question in day.ask_days for question in edition.keys)
    parts = [_part(day, section, edition.deck.reading.blocks, written) for section in edition.deck.reading.sections]
    parts = [replace(part, folded=day.open_among(checks.get(part.anchor, ()))) for part in parts]
    if edition.deck.easy is None or not edition.easier:
        return ReadingPage(edition.deck, reading_minutes(edition.deck), started, parts)
    if easier:
        sections = zip(parts, edition.deck.reading.sections, strict=True)
        parts = [replace(part, easier=edition.easier[section.first : section.last]) for part, section in sections]
    minutes = minutes_of(edition.deck.easy) if easier else reading_minutes(edition.deck)
    return ReadingPage(edition.deck, minutes, started, parts, has_levels=True, easier=easier)


def _part(day: CheckDay, section: Section, blocks: Sequence[Block], written: Mapping[str, str]) -> ReadingSection:
    held = [(blocks[number], day.edition.glossed[number]) for number in range(section.first, section.last)]
    noted = [
        NotedPassage(fact.id, tuple(blocks[span.block].text[span.start : span.end] for span in fact.spans), written[fact.id])
        for fact in facts_of(day.edition, section)
        if fact.id in written
    ]
    return ReadingSection(section.anchor, section.title, held, day.offer(section), day.checked(section), noted)
