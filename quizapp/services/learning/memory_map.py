"""The memory map: the reading of a deck, coloured by how well a learner remembers the facts that quote it, today or in the future."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quizapp.db.base import transaction
from quizapp.db.learning import held_facts, stored_notes
from quizapp.domain.memory.progress import Strength, strength_by_days
from quizapp.domain.reading.deck import Block, Deck, Fact, Reading
from quizapp.domain.reading.mapping import MapStretch, weakest
from quizapp.services.learning.editions import Edition, for_learner
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.people.accounts import Visitor

LISTED = {"li", "oli", "quote"}
"""Kinds of blocks that form one list or quotation with their neighbours of the same kind."""


@dataclass(frozen=True, slots=True)
class MapRequest:
    """What the address asks for: the day of the map, the facts of a stretch and its block, or the table instead of the text."""

    day: date
    facts: Collection[str] = ()
    block: int | None = None
    table: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """A block of the reading, and its stretches with how well each is remembered; none if no fact quotes the block."""

    block: Block
    stretches: Sequence[tuple[MapStretch, Strength]]


@dataclass(frozen=True, slots=True)
class PaintedSection:
    """A section of the reading in groups of blocks: one block, or those of a list. `panel` is the index of the group next to the panel."""

    title: str
    anchor: str
    groups: Sequence[Sequence[Painted]]
    panel: int | None


@dataclass(frozen=True, slots=True)
class MappedFact:
    """How well a fact is remembered. `next_day` is when one of its questions is asked next, or None if none has been asked yet.

    `statement` is empty until one of its questions was answered, since it may reveal the right answer. `words` are the first words it
    quotes; without a reading, the prompt of its first question is used instead.
    """

    id: str
    statement: str
    words: str
    category: str
    strength: Strength
    next_day: date | None
    questions: int


@dataclass(frozen=True, slots=True)
class ChosenFact:
    """A fact in the panel, its questions, each with the day it is asked next or None, and the learner's note on it."""

    fact: MappedFact
    questions: Sequence[tuple[str, date | None]]
    note: str


@dataclass(frozen=True, slots=True)
class MemoryMap:
    """The map of a deck for one learner on a day. `counts` has the number of facts by strength; `sections` are empty for the table."""

    deck: Deck
    day: date
    counts: Mapping[Strength, int]
    sections: Sequence[PaintedSection]
    table: Sequence[MappedFact]
    panel: Sequence[ChosenFact]

    @property
    def chosen(self) -> str:
        """The ids of the facts in the panel, joined by commas."""
        return ",".join(one.fact.id for one in self.panel)

    @property
    def marked(self) -> frozenset[str]:
        """The ids of the stretches that all facts of the panel quote, or that any of them quotes if there is none that all do."""
        wanted = {one.fact.id for one in self.panel}
        under = {stretch.ids: wanted.intersection(stretch.facts) for stretch in self._stretches() if wanted}
        whole = frozenset(ids for ids, facts in under.items() if facts == wanted)
        return whole or frozenset(ids for ids, facts in under.items() if facts)

    def _stretches(self) -> Iterator[MapStretch]:
        painted = (block for section in self.sections for group in section.groups for block in group)
        return (stretch for block in painted for stretch, _ in block.stretches)

    @property
    def begun(self) -> bool:
        """Whether a question of the deck was answered."""
        return self.counts[Strength.NEW] < len(self.deck.facts)


@dataclass(frozen=True, slots=True)
class HeldDeck:
    """What a learner remembers of a deck: the strength of each fact, and the day each answered question is asked next."""

    strengths: Mapping[str, Strength]
    next_days: Mapping[int, date]


def draw(visitor: Visitor, deck_id: str, today: date, choice: MapRequest) -> MemoryMap:
    """Return the map of a deck; without a reading it is the table. Raises NotFound."""
    with transaction(write=False) as connection:
        shown = for_learner(connection, deck_id, visitor)
        met = held_facts.met(connection, visitor.id, deck_id)
        written = stored_notes.of_deck(connection, visitor.id, deck_id) if choice.facts else {}
    held = hold(shown, met, today, choice.day)
    chosen = [fact for fact in shown.deck.facts if fact.id in choice.facts]
    painted = shown.deck.reading is not None and not choice.table
    return MemoryMap(
        deck=shown.deck,
        day=choice.day,
        counts=Counter(held.strengths.values()),
        sections=sections_of(shown, shown.deck.reading, held, place_of(chosen, choice.block)) if painted and shown.deck.reading else (),
        table=() if painted else [_mapped(shown, fact, held) for fact in shown.deck.facts],
        panel=[ChosenFact(_mapped(shown, fact, held), _questions(shown, fact, held), written.get(fact.id, "")) for fact in chosen],
    )


def hold(shown: Edition, met: Iterable[held_facts.Met], today: date, day: date) -> HeldDeck:
    """Return how well a learner who has answered some questions of a deck remembers its facts on a day, today or in the future."""
    fact_ids = shown.fact_ids
    by_fact = defaultdict(list)
    next_days = {}
    for question, ask_day, one_day, right in met:
        if question in fact_ids:  # the others are no longer in the deck
            by_fact[fact_ids[question]].append(strength_by_days(ask_day, day, one_day=one_day, right=right))
            next_days[question] = max(ask_day, today)
    return HeldDeck({fact.id: weakest(by_fact.get(fact.id, ())) for fact in shown.deck.facts}, next_days)


def place_of(chosen: Sequence[Fact], block: int | None) -> int | None:
    """Return the block next to the panel: the requested one if the chosen facts quote it, or else the first they quote."""
    blocks = [span.block for fact in chosen for span in fact.spans]
    return block if block in blocks else min(blocks, default=None)


def sections_of(shown: Edition, reading: Reading, held: HeldDeck, place: int | None) -> list[PaintedSection]:
    """Return the coloured reading; the panel is next to the group of the block `place`."""
    sections = []
    for section in reading.sections:
        numbers = range(section.first, section.last)
        groups = [list(group) for _, group in groupby(numbers, lambda n: reading.blocks[n].kind if reading.blocks[n].kind in LISTED else n)]
        painted = [[_painted(reading.blocks[n], shown.stretches[n], held) for n in group] for group in groups]
        panel = next((index for index, group in enumerate(groups) if place in group), None)
        sections.append(PaintedSection(section.title, section.anchor, painted, panel))
    return sections


def _painted(block: Block, stretches: Sequence[MapStretch], held: HeldDeck) -> Painted:
    return Painted(block, [(stretch, _over(stretch.facts, held.strengths)) for stretch in stretches])


def _over(facts: Sequence[str], strengths: Mapping[str, Strength]) -> Strength:
    if len(facts) == 1:  # the most common case, and called hundreds of times for a page
        return strengths[facts[0]]
    return weakest(strengths[fact] for fact in facts)


def _mapped(shown: Edition, fact: Fact, held: HeldDeck) -> MappedFact:
    deck = shown.deck
    days = [held.next_days[number] for number in _numbers(shown, fact) if number in held.next_days]
    return MappedFact(
        id=fact.id,
        statement=fact.statement if days else "",
        words=words_of(deck, fact),
        category=deck.categories.get(fact.category, fact.category),
        strength=held.strengths[fact.id],
        next_day=min(days, default=None),
        questions=len(fact.questions),
    )


def words_of(deck: Deck, fact: Fact) -> str:
    """Return the first words that a fact quotes; without a reading, the prompt of its first question."""
    if deck.reading is None or not fact.spans:
        return plain_prompt(fact.questions[0])
    span = fact.spans[0]
    return deck.reading.blocks[span.block].text[span.start : span.end]


def _questions(shown: Edition, fact: Fact, held: HeldDeck) -> list[tuple[str, date | None]]:
    numbers = zip(fact.questions, _numbers(shown, fact), strict=True)
    return [(plain_prompt(question), held.next_days.get(number)) for question, number in numbers]


def _numbers(shown: Edition, fact: Fact) -> list[int]:
    return [shown.versions[str(question.id)][0] for question in fact.questions]
