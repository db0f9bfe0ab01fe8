"""Two truths of human memory, in which ways of choosing questions are compared: neither is the model that the program schedules by.

Both come from published studies. Each has a harder and an easier setting, so that a result does not hang on one number. They are fixed:
a change of how questions are chosen leaves them as they are, so that it can be compared with what was measured before.

What both share: a question has a difficulty for everybody and a learner an ability, both in standard deviations; an answer practises the
other questions on its fact too, with 0.4 of its weight; what is known is missed by a slip in 3 of 100 answers; and who does not know
guesses, with the chance that a blind guess has.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, fsum, inf, log, log1p
from typing import NamedTuple

TRANSFER = 0.4
"""How much an answer practises each other question on the same fact; 1 would be as much as the question itself."""

SLIP = 0.03
"""How often what is known is answered wrong all the same."""

DAY = 86_400
"""The seconds of a day."""


class When(NamedTuple):
    """A moment of a simulated learner: the study day, from 0, and the seconds studied before it on all days together."""

    day: int
    studied: float


@dataclass(frozen=True, slots=True)
class Item:
    """A question as it is for everybody: `difficulty` in standard deviations, above 0 if hard; `chance` is that of a blind guess."""

    question: int
    fact: str
    difficulty: float
    chance: float


def right_chance(recall: float, chance: float) -> float:
    """Return the probability of a right answer, from the probability of knowing it: a guess adds to it, a slip takes from it."""
    return (1 - SLIP) * (recall + (1 - recall) * chance)


class HumanMemory(ABC):
    """What one learner remembers. `ability` is in standard deviations, above 0 if strong."""

    def __init__(self, items: Sequence[Item], ability: float) -> None:
        """Begin with what everybody knows after reading, before the first answer."""
        self.items: Mapping[int, Item] = {item.question: item for item in items}
        self.ability = ability
        by_fact: dict[str, list[int]] = {}
        for item in items:
            by_fact.setdefault(item.fact, []).append(item.question)
        self._siblings = {item.question: [other for other in by_fact[item.fact] if other != item.question] for item in items}

    @abstractmethod
    def recall(self, question: int, when: When) -> float:
        """Return the probability that the learner knows the answer, from 0 to 1, without slips and lucky guesses."""

    def study(self, question: int, when: When, *, right: bool) -> None:
        """Practise a question: it was answered and its right answer shown."""
        self._practise(question, when, 1.0, right=right)
        for other in self._siblings[question]:
            self._practise(other, when, TRANSFER, right=right)

    @abstractmethod
    def _practise(self, question: int, when: When, weight: float, *, right: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class ActR:
    """ACT-R with a trace for each practice.

    Pavlik and Anderson 2005, "Practice and forgetting effects on vocabulary memory" (Cognitive Science 29), with the numbers they fitted:
    activation m = ln(sum of t_j ** -d_j), decay of a trace d_j = c * exp(m when it is made) + alpha, recall = 1 / (1 + exp((tau - m) / s)),
    and time between sessions counts `h` times as much as time in them. Their word pairs had nothing to hold on to; a fact from a text has.
    `base` is that advantage and `items`, `learners` are its standard deviations, as activation: they are ours.
    """

    base: float = 0.8
    items: float = 0.35
    learners: float = 0.35
    c: float = 0.217
    alpha: float = 0.177
    tau: float = -0.704
    s: float = 0.255
    h: float = 0.025

    def begin(self, items: Sequence[Item], ability: float) -> HumanMemory:
        """Return the memory of a learner who has just read the text: one trace of each question, from the beginning of day 0."""
        return _Traces(self, items, ability)


class _Traces(HumanMemory):
    """A trace is the moment it was made, its decay and its weight; moments are seconds as ACT-R counts them."""

    def __init__(self, truth: ActR, items: Sequence[Item], ability: float) -> None:
        super().__init__(items, ability)
        self.truth = truth
        self.traces: dict[int, list[tuple[float, float, float]]] = {item.question: [(0.0, truth.alpha, 1.0)] for item in items}

    def recall(self, question: int, when: When) -> float:
        truth = self.truth
        advantage = truth.base + truth.learners * self.ability - truth.items * self.items[question].difficulty
        activation = log(self._strength(question, self._clock(when))) + advantage
        return 1 / (1 + exp((truth.tau - activation) / truth.s))

    def _practise(self, question: int, when: When, weight: float, *, right: bool) -> None:  # noqa: ARG002 - a miss is studied as well
        now = self._clock(when)
        self.traces[question].append((now, self.truth.c * self._strength(question, now) + self.truth.alpha, weight))

    def _clock(self, when: When) -> float:
        return when.day * DAY * self.truth.h + when.studied

    def _strength(self, question: int, now: float) -> float:
        """Return exp(m) from the traces; none is younger than a second."""
        return fsum(weight * exp(-decay * log(max(1.0, now - made))) for made, decay, weight in self.traces[question])


@dataclass(frozen=True, slots=True)
class Dash:
    """DASH: logit of recall = base + ability - difficulty + a sum over windows of time of weights on counts.

    Lindsey, Shroyer, Pashler and Mozer 2014, "Improving students' long-term knowledge retention through personalized review"
    (Psychological Science 25): for each window, w1 * ln(1 + answers in it) + w2 * ln(1 + right answers in it). They print no weights. These
    are the medians fitted to 10,000 users of Anki that the program srs-benchmark starts from (open-spaced-repetition/srs-benchmark, DASH),
    whose base is 0.787: our easier setting. `items` and `learners` are the standard deviations of difficulty and ability in logits.
    """

    base: float = 0.1
    items: float = 0.8
    learners: float = 0.8
    windows: tuple[float, ...] = (1, 7, 30, inf)
    answers: tuple[float, ...] = (0.2024, 0.1255, -0.1485, 0.0933)
    rights: tuple[float, ...] = (0.5967, 0.6039, 0.572, 0.4801)

    def begin(self, items: Sequence[Item], ability: float) -> HumanMemory:
        """Return the memory of a learner who has read the text and answered nothing."""
        return _Counts(self, items, ability)


class _Counts(HumanMemory):
    """The day, weight and weight of right answers of each practice."""

    def __init__(self, truth: Dash, items: Sequence[Item], ability: float) -> None:
        super().__init__(items, ability)
        self.truth = truth
        self.practised: dict[int, list[tuple[int, float, float]]] = {item.question: [] for item in items}

    def recall(self, question: int, when: When) -> float:
        truth, practised = self.truth, self.practised[question]
        logit = truth.base + truth.learners * self.ability - truth.items * self.items[question].difficulty
        for window, answers, rights in zip(truth.windows, truth.answers, truth.rights, strict=True):
            inside = [one for one in practised if when.day - one[0] <= window]
            logit += answers * log1p(sum(one[1] for one in inside)) + rights * log1p(sum(one[2] for one in inside))
        return 1 / (1 + exp(-logit))

    def _practise(self, question: int, when: When, weight: float, *, right: bool) -> None:
        self.practised[question].append((when.day, weight, weight * right))


Truth = ActR | Dash

TRUTHS: Mapping[str, Truth] = {
    "act-r": ActR(),
    "act-r-harder": replace(ActR(), base=0.5),
    "act-r-easier": replace(ActR(), base=1.1),
    "dash": Dash(),
    "dash-harder": replace(Dash(), base=-0.6),
    "dash-easier": replace(Dash(), base=0.787),
}
"""The six settings that a result has to hold in."""
