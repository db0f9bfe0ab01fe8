"""Who is who in a deck: its terms, what the reading says about each, and how well a learner knows the facts about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.db.base import transaction
from quizapp.db.learning import held_facts
from quizapp.domain.memory.progress import Strength
from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Deck, Reading, Section, Span
from quizapp.domain.reading.passages import sentence_of
from quizapp.services.learning.editions import Edition, for_learner
from quizapp.services.learning.explaining import mark, section_of
from quizapp.services.learning.memory_map import hold
from quizapp.services.learning.question_pages import Words
from quizapp.services.people.accounts import Visitor

KINDS = ("person", "place", "term")


@dataclass(frozen=True, slots=True)
class SectionMentions:
    """What a section of the reading says about a term: the sentences that name it, with the names marked."""

    section: Section
    sentences: Sequence[tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class Actor:
    """A term of a deck. `place` is its number in the deck, from 1.

    `facts` has the id, statement and strength of the facts about it; `counts` has their number by strength, covered ones included. What a
    question that has not been answered would ask is left out, unless the learner opened it: statements, the sentences that their facts
    quote, and the note. `covered` is true if something is left out, `opened` if it would be.
    """

    place: int
    name: str
    also: tuple[str, ...]
    note: str
    said: Sequence[SectionMentions]
    facts: Sequence[tuple[str, str, Strength]]
    counts: Mapping[Strength, int]
    covered: bool
    opened: bool


@dataclass(frozen=True, slots=True)
class Actors:
    """Who is who in a deck, by kind: person, place, term."""

    deck: Deck
    kinds: Mapping[str, Sequence[Actor]]


def actors(visitor: Visitor, deck_id: str, day: date, opened: int = 0) -> Actors:
    """Return who is who in a deck. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        met = held_facts.met(connection, visitor.id, deck_id)
    strengths = hold(shown, met, day, day).strengths
    by_kind: dict[str, list[Actor]] = {kind: [] for kind in KINDS}
    for place, term in enumerate(shown.deck.terms, 1):
        by_kind[term.kind].append(_actor(shown, place, term, strengths, opened=place == opened))
    return Actors(shown.deck, {kind: found for kind, found in by_kind.items() if found})


def _actor(shown: Edition, place: int, term: Term, strengths: Mapping[str, Strength], *, opened: bool) -> Actor:
    deck = shown.deck
    asked_for = [span for fact in deck.facts if strengths[fact.id] is Strength.NEW for span in fact.spans]
    sentences = _sentences(deck.reading, shown.mentions[place - 1]) if deck.reading else {}
    told = {bounds: names for bounds, names in sentences.items() if opened or not any(bounds.overlaps(span) for span in asked_for)}
    about = [fact for fact in deck.facts if term.name in fact.about]
    counts = Counter(strengths[fact.id] for fact in about)
    secret = counts[Strength.NEW] > 0 or any(bounds.overlaps(span) for bounds in sentences for span in asked_for)
    return Actor(
        place=place,
        name=term.name,
        also=term.also,
        note="" if secret and not opened else term.note,
        said=_said(deck.reading, told) if deck.reading else (),
        facts=[(fact.id, fact.statement, strengths[fact.id]) for fact in about if opened or strengths[fact.id] is not Strength.NEW],
        counts=counts,
        covered=secret and not opened,
        opened=secret and opened,
    )


def _sentences(reading: Reading, spans: Collection[Span]) -> dict[Span, list[Span]]:
    """Return the sentences that contain some words, each with the places of the words in it."""
    found: dict[Span, list[Span]] = {}
    for span in spans:
        found.setdefault(Span(span.block, *sentence_of(reading.blocks[span.block].text, span)), []).append(span)
    return found


def _said(reading: Reading, sentences: Mapping[Span, Sequence[Span]]) -> list[SectionMentions]:
    by_section: dict[Section, list[tuple[Words, ...]]] = {}
    for bounds, names in sentences.items():
        words = mark(reading.blocks[bounds.block], bounds.start, bounds.end, tuple(names))
        by_section.setdefault(section_of(reading, bounds.block), []).append(words)
    return [SectionMentions(section, found) for section, found in by_section.items()]
