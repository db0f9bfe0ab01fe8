"""How far a learner has come with the facts of a deck: begun, growing or known, and what was begun today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.db.learning.stored_memories import Held
from quizapp.domain.memory.begun import begun_on, can_be_known_on, on_one_day
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.progress import AskedQuestion, FactStanding, Strength, Tally, fact_strength, standing, tally
from quizapp.domain.reading.deck import Fact
from quizapp.services.learning.editions import Edition
from quizapp.services.learning.explaining import sentences_with
from quizapp.services.learning.question_pages import Passage, Words

InLanguage = tuple[str, Passage]
"""A sentence of a reading and the language of its deck."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The facts of a deck as a learner has met them. `strengths` has one for each in the order of the reading.

    `first_known` is the day on which the first of them can be known, None once one is, or if none can be told.
    """

    tally: Tally
    strengths: Sequence[Strength]
    first_known: date | None


def stages_of(shown: Edition, remembered: Held, day: date, suspended: Collection[int] = ()) -> Stages:
    """Return how far a learner has come in a deck, started or not."""
    away = {key for key, (question, _) in shown.versions.items() if question in suspended}
    held = [(fact, memories_of(shown, fact, remembered.memories)) for fact in shown.deck.facts]
    stands = [standing(asked(fact, states, away), day, remembered.own) for fact, states in held]
    met = [[memory for memory in states if memory] for _, states in held]
    learnt = [pair for pair, where in zip(held, stands, strict=True) if where is FactStanding.LEARNING]
    counted = tally(stands, sum(on_one_day(filter(None, states)) for _, states in learnt))
    first = (can_be_known_on(asked(fact, states, away), day, remembered.own) for fact, states in learnt) if not counted.known else ()
    return Stages(counted, [fact_strength(states, day) for states in met], min(filter(None, first), default=None))


def known_facts(shown: Edition, remembered: Held, day: date, suspended: Collection[int] = ()) -> set[str]:
    """Return the ids of the facts of a deck that a learner knows on a day."""
    away = {key for key, (question, _) in shown.versions.items() if question in suspended}
    held = ((fact, asked(fact, memories_of(shown, fact, remembered.memories), away)) for fact in shown.deck.facts)
    return {fact.id for fact, questions in held if standing(questions, day, remembered.own) is FactStanding.KNOWN}


def asked(fact: Fact, memories: Iterable[Memory | None], away: Collection[str] = ()) -> list[AskedQuestion]:
    """Return the questions of a fact, answered or not, in the form that the definition of known needs.

    Those `away` are suspended: one that was never asked is left out, since it would keep its fact from ever being known.
    """
    pairs = zip(fact.questions, memories, strict=True)
    return [AskedQuestion(memory, question.level, question.chance) for question, memory in pairs if memory or str(question.id) not in away]


def memories_of(shown: Edition, fact: Fact, memories: Mapping[int, Memory]) -> list[Memory | None]:
    """Return the memory of each question on a fact, None for one that was never answered."""
    return [memories.get(shown.versions[str(question.id)][0]) for question in fact.questions]


def begun_today(editions: Iterable[Edition], memories: Mapping[int, Memory], day: date, *, but: Collection[str] = ()) -> list[InLanguage]:
    """Return the sentences about what was begun on a day, in the order of the readings; `but` are names of facts to leave out."""
    found = []
    for shown in editions:
        facts = [
            fact
            for fact in shown.deck.facts
            if shown.name(fact) not in but and begun_on(filter(None, memories_of(shown, fact, memories))) == day
        ]
        found += sentences_about(shown, facts)
    return found


def sentences_about(shown: Edition, facts: Sequence[Fact]) -> list[InLanguage]:
    """Return each sentence that some facts quote once, in the order of the reading; of a fact without a quote its statement."""
    quoted = sentences_with(shown.deck.reading, [span for fact in facts for span in fact.spans])
    stated = [Passage((Words(fact.statement, marked=True),), "", "", "", "") for fact in facts if not fact.spans or not shown.deck.reading]
    return [(shown.deck.language, one) for one in (*quoted, *stated)]
