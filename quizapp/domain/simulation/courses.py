"""What simulated learners learn: the questions of a deck, or of one that is made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from random import Random
from typing import NamedTuple

from quizapp.domain.memory.progress import hardest
from quizapp.domain.memory.slots import Slot
from quizapp.domain.simulation.truths import Item

BY_FACT = 0.5
"""The share of the variance of difficulty that the questions on a fact have in common."""

BY_LEVEL = 0.5
"""How much harder a level is than the one below it, in standard deviations."""

MIDDLE = 2

WIDE, REACH = 7, 3
"""In a made-up deck every seventh fact quotes what the three before and the three after it quote too."""

CHOICE = 0.25
"""The chance of a blind guess where four options are shown."""


class _Graded(NamedTuple):
    question: int
    level: int | None
    chance: float


@dataclass(frozen=True)
class Course:
    """The questions in the order in which new ones are asked, each with the chance of a blind guess and its level (1 to 3 or None)."""

    slots: Sequence[Slot]
    chances: Mapping[int, float]
    levels: Mapping[int, int | None]

    @property
    def facts(self) -> int:
        """The number of facts with questions."""
        return len({slot.fact for slot in self.slots})

    @cached_property
    def hardest(self) -> frozenset[int]:
        """The questions that the app takes for the hardest on their facts, by which it calls these known."""
        facts: dict[str, list[_Graded]] = {}
        for slot in self.slots:
            facts.setdefault(slot.fact, []).append(_Graded(slot.question, self.levels.get(slot.question), self.chances[slot.question]))
        return frozenset(one.question for questions in facts.values() for one in hardest(questions))

    def items(self, seed: int) -> list[Item]:
        """Return the questions with difficulties drawn by a seed: the same for all learners and for all ways of choosing questions."""
        return [
            Item(
                slot.question,
                slot.fact,
                sqrt(BY_FACT) * _drawn(f"{seed}/{slot.fact}")
                + sqrt(1 - BY_FACT) * _drawn(f"{seed}/{slot.fact}/{slot.question}")
                + BY_LEVEL * ((self.levels.get(slot.question) or MIDDLE) - MIDDLE),
                self.chances[slot.question],
            )
            for slot in self.slots
        ]


def made_up(facts: int, questions: int) -> Course:
    """Return a deck with these numbers of facts and questions, the questions spread evenly; every second question of a fact offers options.

    Raises ValueError if there are no facts, or fewer questions than facts.
    """
    if not 0 < facts <= questions:
        raise ValueError("questions")
    slots: list[Slot] = []
    chances: dict[int, float] = {}
    for fact in range(facts):
        numbers = range(questions * fact // facts + 1, questions * (fact + 1) // facts + 1)
        choice = numbers[1] if len(numbers) > 1 else 0
        for place, number in enumerate(numbers):
            chances[number] = CHOICE * (place % 2)
            slots.append(Slot(number, str(fact), _overlapping(fact, facts), 0 if place % 2 else choice))
    return Course(slots, chances, {})


def _overlapping(fact: int, facts: int) -> frozenset[str]:
    """Return the fact and those whose quotes overlap with its own."""
    near = range(max(0, fact - REACH), min(facts, fact + REACH + 1))
    return frozenset(str(other) for other in near if other == fact or not fact % WIDE or not other % WIDE)


def _drawn(key: str) -> float:
    return Random(key).gauss(0, 1)  # noqa: S311 - not a secret
