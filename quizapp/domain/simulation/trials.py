"""Simulated learners study for some weeks, and what they remember afterwards is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random
from statistics import fmean

from quizapp.domain.memory.scheduling import RETENTION
from quizapp.domain.simulation.courses import Course
from quizapp.domain.simulation.policies import Setting
from quizapp.domain.simulation.switched import ALL_POLICIES
from quizapp.domain.simulation.truths import TRUTHS, HumanMemory, Item, When, right_chance

BEGIN = date(2026, 3, 2)
"""The first day. Which one it is makes no difference."""

LATER = 30
"""How many days after the last one recall is looked at again."""

SURE = 0.8
"""The recall from which a fact counts as held."""

LOOKED_AT = 15
"""The number of days after which it is counted, again and again, which facts are called known and which would be recalled."""

RIGHT_TIME, WRONG_TIME, TIME_SPREAD, TIME_BY_ABILITY = 2.5, 2.9, 0.45, 0.15
"""Logarithms of the seconds of an answer, its standard deviation, and how much faster a learner is for each deviation of ability."""


@dataclass(frozen=True, slots=True)
class TrialSettings:
    """What all learners of a comparison do: the days, the most minutes (None: no limit) and new facts on each.

    `attendance` is the share of days with study. `seed` decides everything that is drawn. `retention` is the
    desired one.
    """

    days: int = 90
    minutes: float | None = 10.0
    new: int = 10
    attendance: float = 0.85
    seed: int = 1910
    retention: float = RETENTION


@dataclass(frozen=True, slots=True)
class Learner:
    """A simulated learner by number, with their ability in standard deviations."""

    number: int
    ability: float


@dataclass(frozen=True, slots=True)
class KnownShare:
    """The share of facts `called` known on the morning after a day, and the share `held`: recalled at 0.8 or more in all that is hardest.

    What is hardest on a fact is what the app takes for it (`progress.hardest`), so that both are about the same questions.
    """

    day: int
    called: float
    held: float


@dataclass(frozen=True, slots=True)
class StudyResult:
    """How one learner fared.

    `recall` is the mean over all questions on the morning after the last day, `held` the share of facts whose hardest question would be
    recalled at 0.8 or more, `later` the mean recall 30 days on, `unasked` the share of questions never asked, `bias` predicted minus true
    recall of those asked (None if nothing is predicted). `answers` are those of each day, `begun_by` is the day, from 1, on which the last
    fact was begun (None if one was not), `known` what was called known every fifteen days.
    """

    recall: float
    held: float
    later: float
    minutes: float
    unasked: float
    bias: float | None
    answers: tuple[int, ...]
    begun_by: int | None
    known: tuple[KnownShare, ...]


def learners(count: int, seed: int, ability: float | None = None) -> list[Learner]:
    """Return simulated learners of one ability, or with abilities drawn by a seed."""
    drawn = [Random(f"{seed}/learner/{number}").gauss(0, 1) for number in range(count)]  # noqa: S311 - not a secret
    return [Learner(number, one if ability is None else ability) for number, one in enumerate(drawn)]


def run(course: Course, policy: str, truth: str, learner: Learner, trial: TrialSettings, *, filled: bool) -> StudyResult:
    """Let a learner study by a way of choosing questions, in a truth. Equal arguments give the equal outcome.

    What is drawn hangs on the learner, the question and how often it was asked, so that two ways of choosing meet the same luck. Raises
    KeyError for an unknown name.
    """
    return _Study(course, policy, truth, learner, trial, filled=filled).outcome()


class _Study:
    def __init__(self, course: Course, policy: str, truth: str, learner: Learner, trial: TrialSettings, *, filled: bool) -> None:
        self.course, self.learner, self.trial = course, learner, trial
        self.items: Sequence[Item] = course.items(trial.seed)
        self.memory: HumanMemory = TRUTHS[truth].begin(self.items, learner.ability)
        self.key = f"{trial.seed}/{learner.number}"
        self.policy = ALL_POLICIES[policy](course, Setting(trial.new, filled, self.key, trial.retention))
        self.policy.truth = self._recall
        self.studied = 0.0
        self.times: dict[int, int] = {}
        self.begun: dict[str, int] = {}
        self.known: list[KnownShare] = []
        self.answers = tuple(self._study_day(number) for number in range(trial.days))

    def outcome(self) -> StudyResult:
        recalls = self._recalls(self.trial.days)
        predicted = self.policy.predicted(BEGIN + timedelta(days=self.trial.days))
        return StudyResult(
            recall=fmean(recalls.values()),
            held=_held((item.fact, recalls[item.question]) for item in self.items),
            later=fmean(self._recalls(self.trial.days + LATER).values()),
            minutes=self.studied / 60,
            unasked=1 - len(self.times) / len(self.items),
            bias=fmean(value - recalls[question] for question, value in predicted.items()) if predicted else None,
            answers=self.answers,
            begun_by=max(self.begun.values()) if len(self.begun) == self.course.facts else None,
            known=tuple(self.known),
        )

    def _look(self, day: int) -> None:
        """Note what is called known on the morning of a day, from 0."""
        called = len(self.policy.known(BEGIN + timedelta(days=day))) / self.course.facts
        recalls = self._recalls(day)
        held = _held((item.fact, recalls[item.question]) for item in self.items if item.question in self.course.hardest)
        self.known.append(KnownShare(day, called, held))

    def _recall(self, question: int, day: date) -> float:
        return self.memory.recall(question, When((day - BEGIN).days, self.studied))

    def _recalls(self, day: int) -> dict[int, float]:
        return {item.question: self.memory.recall(item.question, When(day, self.studied)) for item in self.items}

    def _study_day(self, number: int) -> int:
        """Study on a day until nothing is left or the minutes are over; return the number of answers."""
        answers = self._answers(number)
        if (number + 1) % LOOKED_AT == 0:
            self._look(number + 1)
        return answers

    def _answers(self, number: int) -> int:
        if self._drawn(f"day/{number}").random() >= self.trial.attendance:
            return 0
        day, spent, answers = BEGIN + timedelta(days=number), 0.0, 0
        while self.trial.minutes is None or spent < 60 * self.trial.minutes:
            question = self.policy.choose(day)
            if question is None:
                break
            spent += self._answer(question, number, day)
            answers += 1
        return answers

    def _answer(self, question: int, number: int, day: date) -> float:
        """Answer a question; return the seconds it took."""
        item, when = self.memory.items[question], When(number, self.studied)
        rng = self._drawn(f"{question}/{self.times.get(question, 0)}")
        right = rng.random() < right_chance(self.memory.recall(question, when), item.chance)
        seconds = rng.lognormvariate(RIGHT_TIME if right else WRONG_TIME, TIME_SPREAD) * exp(-TIME_BY_ABILITY * self.learner.ability)
        self.studied += seconds
        self.memory.study(question, When(number, self.studied), right=right)
        self.policy.answered(question, day, right=right)
        self.times[question] = self.times.get(question, 0) + 1
        self.begun.setdefault(item.fact, number + 1)
        return seconds

    def _drawn(self, key: str) -> Random:
        return Random(f"{self.key}/{key}")  # noqa: S311 - not a secret


def _held(recalls: Iterable[tuple[str, float]]) -> float:
    """Return the share of facts of whose questions, given as fact and recall, each would be recalled at 0.8 or more."""
    lowest: dict[str, float] = {}
    for fact, recall in recalls:
        lowest[fact] = min(recall, lowest.get(fact, 1.0))
    return fmean(value >= SURE for value in lowest.values())
