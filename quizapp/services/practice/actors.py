"""Who is who in a deck: its terms, and what the reading says about each, marked by how well a learner remembers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.db.base import transaction
from quizapp.db.learning import held_facts
from quizapp.domain.memory.progress import Strength
from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Deck, Reading, Section, Span
from quizapp.domain.reading.mapping import MapStretch, weakest
from quizapp.domain.reading.passages import sentence_of
from quizapp.services.learning.editions import Edition, for_learner
from quizapp.services.learning.explaining import section_of
from quizapp.services.learning.memory_map import hold
from quizapp.services.people.accounts import Visitor

KINDS = ("person", "place", "term")

FEW = 3
"""The most sentences that a name begins with; the rest is folded."""


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence about a term: its words, each stretch with the strength of the fact that quotes it, or None if none does.

    `section` is where the reading says it; None for the statement of a fact, which replaces it in a deck without a reading.
    """

    words: tuple[tuple[str, Strength | None], ...]
    section: Section | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A term of a deck. `place` is its number in the deck, from 1, and `facts` are the ids of the facts about it.

    `told` are sentences about it in the order of the reading: at most `FEW`, those that stand under no earlier name first; `more` are the
    rest. What a question that has not been answered would ask is left out, unless
    the learner opened it: sentences that such a fact quotes, statements, and the note. `hidden` is the number of sentences left out,
    `covered` is true if anything is, `opened` if it would be.
    """

    place: int
    name: str
    also: tuple[str, ...]
    note: str
    told: Sequence[ToldSentence]
    more: Sequence[ToldSentence]
    facts: tuple[str, ...]
    hidden: int
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
    page = _Page(shown, hold(shown, met, day, day).strengths)
    terms = list(enumerate(shown.deck.terms, 1))
    by_kind = {kind: [page.actor(place, term, opened=place == opened) for place, term in terms if term.kind == kind] for kind in KINDS}
    return Actors(shown.deck, {kind: found for kind, found in by_kind.items() if found})


class _Page:
    """A deck as a learner remembers it, and the sentences that already stand on the page."""

    def __init__(self, shown: Edition, strengths: Mapping[str, Strength]) -> None:
        self.shown, self.deck, self.strengths = shown, shown.deck, strengths
        self.said: set[ToldSentence] = set()

    def actor(self, place: int, term: Term, *, opened: bool) -> Actor:
        about = [fact for fact in self.deck.facts if term.name in fact.about]
        spans = [*self.shown.mentions[place - 1], *(span for fact in about for span in fact.spans)]
        if self.deck.reading:
            sentences = [self._sentence(self.deck.reading, bounds) for bounds in self._bounds(self.deck.reading, spans)]
        else:
            sentences = [ToldSentence(((fact.statement, self.strengths[fact.id]),), None) for fact in about if fact.statement]
        open_now = [sentence for sentence in sentences if opened or not _asks(sentence)]
        fresh = [sentence for sentence in open_now if sentence not in self.said]
        told = fresh[:FEW] or open_now[:1]
        self.said.update(told)
        secret = any(map(_asks, sentences)) or any(self.strengths[fact.id] is Strength.NEW for fact in about)
        return Actor(
            place=place,
            name=term.name,
            also=term.also,
            note="" if secret and not opened else term.note,
            told=told,
            more=[sentence for sentence in open_now if sentence not in told],
            facts=tuple(fact.id for fact in about),
            hidden=len(sentences) - len(open_now),
            covered=secret and not opened,
            opened=secret and opened,
        )

    def _bounds(self, reading: Reading, spans: Sequence[Span]) -> list[Span]:
        """Return the sentences that contain some words, each once, in the order of the reading; a quote of several is one."""
        found = {Span(span.block, *sentence_of(reading.blocks[span.block].text, span)) for span in spans}
        kept: list[Span] = []
        for bounds in sorted(found, key=lambda bounds: (bounds.block, bounds.start, -bounds.end)):
            if not kept or not kept[-1].overlaps(bounds):
                kept.append(bounds)
        return kept

    def _sentence(self, reading: Reading, bounds: Span) -> ToldSentence:
        words, at = [], 0
        for stretch in self.shown.stretches[bounds.block] or (MapStretch(reading.blocks[bounds.block].text),):
            text = stretch.text[max(0, bounds.start - at) : max(0, bounds.end - at)]
            if text:
                words.append((text, weakest(self.strengths[fact] for fact in stretch.facts) if stretch.facts else None))
            at += len(stretch.text)
        return ToldSentence(tuple(words), section_of(reading, bounds.block))


def _asks(sentence: ToldSentence) -> bool:
    """Return whether a question that has not been answered would ask about a sentence."""
    return any(strength is Strength.NEW for _, strength in sentence.words)
