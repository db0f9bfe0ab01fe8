"""Simulated learners: whether they know the answer, how long they think, and what they answer otherwise.

Their memory is not the model the program has of them: it is a power curve of its own, with a stability that grows with ability, so that the
program's predictions about them can be right or wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from quizapp.domain.memory.scheduling import Rating, predicted
from quizapp.domain.questions.keys import right_fields
from quizapp.domain.questions.question import Fields, FormatError, Prompt, Question, Response
from quizapp.domain.questions.registry import type_of

UNKNOWN: Fields = {"dont_know": ["1"]}

GAVE_UP = 0.15
"""How often a learner says "I don't know" instead of giving a wrong answer."""

FORESEEN = 0.4
"""How often a typed mistake is one that the author foresaw."""

TRIES = 9
"""How often another wrong answer is drawn if one turns out to be right or malformed."""


@dataclass(slots=True)
class Mind:
    """What a simulated learner knows: `ability` from 0.3 (weak) to 1.5 (strong); stability in days and last day of each question."""

    ability: float
    rng: Random
    held: dict[str, tuple[float, date]] = field(default_factory=dict)

    def knows(self, question: Question, day: date) -> bool:
        """Draw whether the learner knows the answer on a day, the first time from the reading and later from memory, or guesses it."""
        key = str(question.id)
        if key in self.held:
            stability, last = self.held[key]
            chance = predicted(stability, (day - last).days)
        else:
            hard = Random(key).uniform(-0.2, 0.25) + 0.08 * ((question.level or 2) - 2)  # noqa: S311 - not a secret: how hard a question is
            chance = min(0.97, max(0.15, 0.25 + 0.58 * self.ability - hard))
        return self.rng.random() < chance + (1 - chance) * question.chance * 0.6

    def learn(self, question: Question, day: date, *, right: bool) -> None:
        """Remember a question after its feedback; memory lasts longer each time it was known on a later day."""
        stability, last = self.held.get(str(question.id), (1 + 2 * self.ability, day))
        if not right:
            stability = max(0.6, 0.25 * stability)
        elif last < day:
            stability *= 1.35 + 0.9 * self.ability
        self.held[str(question.id)] = stability, day

    def seconds(self, *, right: bool) -> float:
        """Draw how long the learner thinks."""
        return self.rng.lognormvariate(2.5 if right else 2.9, 0.45) / (0.6 + 0.4 * self.ability)


def wrong_fields(question: Question, rng: Random, near: Sequence[str]) -> Fields:
    """Return a plausible wrong answer; `near` are texts that could be mistaken for the right one."""
    if rng.random() < GAVE_UP:
        return UNKNOWN
    kind = type_of(question)
    for _ in range(TRIES):
        fields = _drawn(question, rng, near)
        response = kind.parse(question, fields)
        if not isinstance(response, FormatError) and kind.grade(question, response).score < 1:
            return fields
    return UNKNOWN


def _drawn(question: Question, rng: Random, near: Sequence[str]) -> Fields:
    """Return what may be a wrong answer."""
    kind, right = type_of(question), right_fields(question)
    prompt = kind.present(question, Random(0))  # noqa: S311 - its shuffle does not matter
    if kind.self_rated:
        return kind.fields(question, Response((Rating.AGAIN.name.lower(),)))
    if prompt.options:
        return kind.fields(question, _other_options(prompt, question.right, rng))
    if not kind.typed:
        return _swapped(right, rng)
    if question.foreseen and rng.random() < FORESEEN:
        return kind.fields(question, Response(question.foreseen[:1]))
    name = next(iter(right)) if len(right) == 1 else rng.choice(sorted(right))
    return {**right, name: [_other_text(right[name][0], rng, near)]}


def _other_options(prompt: Prompt, right: Sequence[str], rng: Random) -> Response:
    wrong = sorted(set(prompt.options) - set(right))
    picked = wrong[min(int(rng.expovariate(1.2)), len(wrong) - 1)]  # some distractors attract more than others
    return Response((picked,) if len(right) == 1 else (*right[:-1], picked))


def _other_text(right: str, rng: Random, near: Sequence[str]) -> str:
    """Return the text with another number in place of the first one, or another text."""
    number = re.search(r"\d+", right)
    if number is None:
        return rng.choice(near)
    other = max(1, int(number[0]) + rng.choice((-10, -2, -1, 1, 2, 10)))
    return f"{right[: number.start()]}{other}{right[number.end() :]}"


def _swapped(right: Mapping[str, Sequence[str]], rng: Random) -> Fields:
    """Return the right fields with two of them swapped; with a single field, "I don't know"."""
    if len(right) == 1:
        return UNKNOWN
    one, other = rng.sample(sorted(right), 2)
    return {**right, one: right[other], other: right[one]}
