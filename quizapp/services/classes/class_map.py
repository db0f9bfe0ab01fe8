"""The memory map of a class: the reading coloured by how many of its students know each fact, and what they are forgetting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from quizapp.db.base import transaction
from quizapp.db.classes import class_memories
from quizapp.db.classes.class_memories import Remembered
from quizapp.domain.memory.class_memory import FEW, ClassHeld, HeldFact, HeldQuestion, together
from quizapp.domain.memory.class_tomorrow import ClassTomorrow
from quizapp.domain.memory.memory import NOBODY
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.memory.progress import Strength, hardest
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.reading.deck import Deck, Fact
from quizapp.domain.reading.mapping import MapStretch
from quizapp.services.classes import class_tomorrow, classes
from quizapp.services.classes.classes import Classroom
from quizapp.services.errors import NotFound
from quizapp.services.learning import memory_map
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.explaining import passages_with, plain_prompt
from quizapp.services.learning.memory_map import MapRequest, PaintedSection
from quizapp.services.learning.question_pages import Passage
from quizapp.services.people.accounts import Visitor

LISTED = 10
"""How many of the facts that a class is forgetting are listed."""

PART = 0.25
"""The share of the students from which the whole class is said to be forgetting a fact."""


@dataclass(frozen=True, slots=True)
class ClassFact:
    """A fact and how well a class remembers it, with its sentences and its questions, each by key and prompt."""

    id: str
    statement: str
    words: str
    category: str
    held: ClassHeld
    passages: Sequence[Passage]
    questions: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ClassMap:
    """The map of a deck for a class on a day.

    `losing` are the facts that most students are forgetting, `lost` counts those that PART of the class is forgetting; `exam` is the day of
    its next quiz, `tomorrow` what it will bring the students.
    """

    classroom: Classroom
    deck: Deck
    day: date
    students: int
    counts: Mapping[Strength, int]
    sections: Sequence[PaintedSection]
    table: Sequence[ClassFact]
    losing: Sequence[ClassFact]
    lost: int
    panel: Sequence[ClassFact]
    exam: date | None
    tomorrow: ClassTomorrow

    @property
    def few(self) -> bool:
        """Whether there are too few students for a share to mean much."""
        return self.students < FEW

    @property
    def begun(self) -> bool:
        """Whether any student was asked anything."""
        return self.counts[Strength.NEW] < len(self.deck.facts)

    @property
    def chosen(self) -> str:
        """The ids of the facts in the panel, joined by commas."""
        return ",".join(fact.id for fact in self.panel)

    @property
    def marked(self) -> frozenset[str]:
        """The ids of the stretches that a fact of the panel quotes."""
        wanted = {fact.id for fact in self.panel}
        return frozenset(stretch.ids for stretch in self._stretches() if wanted.intersection(stretch.facts))

    def _stretches(self) -> Iterator[MapStretch]:
        painted = (block for section in self.sections for group in section.groups for block in group)
        return (stretch for block in painted for stretch, _ in block.stretches)


def draw(who: Visitor, class_id: int, deck_id: str, choice: MapRequest, now: datetime, timezone: str) -> ClassMap:
    """Return the map of a class's deck for its teachers and assistants; without a reading it is the table. Raises NotFound."""
    with transaction(write=False) as connection:
        classroom = classes.staff(connection, who, class_id).classroom
        revision = class_memories.revision(connection, class_id, deck_id)
        if revision is None:
            raise NotFound(deck_id)
        shown = edition(connection, deck_id, revision)
        own = class_memories.own_recalls(connection, class_id)
        due = class_memories.next_quiz(connection, class_id, deck_id, now)
        tomorrow = class_tomorrow.tomorrow(connection, class_id, study_day(now, ZoneInfo(classroom.zone or timezone)))
        held = hold(shown, class_memories.remembered(connection, class_id, deck_id), own, choice.day)
    students = len(own)
    deck, painted = shown.deck, shown.deck.reading is not None and not choice.table
    order = sorted((fact for fact in deck.facts if held[fact.id].losing), key=lambda fact: (-held[fact.id].losing, held[fact.id].share))
    return ClassMap(
        classroom=classroom,
        deck=deck,
        day=choice.day,
        students=students,
        counts=Counter(one.strength for one in held.values()),
        sections=_sections(shown, held, choice) if painted else (),
        table=() if painted else _told(shown, deck.facts, held),
        losing=_told(shown, order[:LISTED], held),
        lost=sum(one.losing >= PART * students for one in held.values() if one.losing),
        panel=_told(shown, [fact for fact in deck.facts if fact.id in choice.facts], held),
        exam=due.astimezone(ZoneInfo(classroom.zone or timezone)).date() if due else None,
        tomorrow=tomorrow,
    )


def hold(shown: Edition, remembered: Iterable[Remembered], own: Mapping[int, OwnRecall], day: date) -> Mapping[str, ClassHeld]:
    """Return how well a class remembers each fact of a deck on a day; `own` has what the answers of each student say of their recall."""
    hard = {fact.id: {shown.versions[str(question.id)][0] for question in hardest(fact.questions)} for fact in shown.deck.facts}
    chances = {question: shown.question(question).chance for question in shown.fact_ids}
    asked: dict[str, dict[int, list[HeldQuestion]]] = defaultdict(lambda: defaultdict(list))
    for learner, question, stability, last, streak, proven in remembered:
        if question in chances:  # the others are no longer in the deck
            fact = shown.fact_ids[question]
            one = HeldQuestion(stability, (day - last).days, streak, proven, chances[question], question in hard[fact])
            asked[fact][learner].append(one)
    return {
        fact.id: together(
            (HeldFact.of(mine, len(hard[fact.id]), own.get(learner, NOBODY)) for learner, mine in asked[fact.id].items()), len(own)
        )
        for fact in shown.deck.facts
    }


def _sections(shown: Edition, held: Mapping[str, ClassHeld], choice: MapRequest) -> Sequence[PaintedSection]:
    assert shown.deck.reading is not None  # otherwise it is the table
    chosen = [fact for fact in shown.deck.facts if fact.id in choice.facts]
    strengths = memory_map.HeldDeck({fact: one.strength for fact, one in held.items()}, {})
    return memory_map.sections_of(shown, shown.deck.reading, strengths, memory_map.place_of(chosen, choice.block))


def _told(shown: Edition, facts: Collection[Fact], held: Mapping[str, ClassHeld]) -> list[ClassFact]:
    return [_fact(shown, fact, held[fact.id]) for fact in facts]


def _fact(shown: Edition, fact: Fact, held: ClassHeld) -> ClassFact:
    deck = shown.deck
    return ClassFact(
        id=fact.id,
        statement=fact.statement,
        words=memory_map.words_of(deck, fact),
        category=deck.categories.get(fact.category, fact.category),
        held=held,
        passages=passages_with(shown.deck.reading, fact.spans),
        questions=[(str(question.id), plain_prompt(question)) for question in fact.questions],
    )
