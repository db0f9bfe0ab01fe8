"""How many questions the coming days will bring: the mean of a few simulated fortnights of the learner's own plan.

Each is studied to the end of every day with the queue and the memory of the program: due questions, new ones up to the daily limit, and
what a miss brings back on the same day. Whether an answer is right is drawn with the predicted recall, corrected by how this learner has
fared so far. A whole day is planned at once: what is answered on a day changes nothing else that is asked on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random

from quizapp.domain.memory.memory import Answered, Memory, changed_by
from quizapp.domain.memory.own_recall import NEVER_SURE, leaning
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.progress import SECONDS_EACH, minutes
from quizapp.domain.memory.queue import DayPlan, plan
from quizapp.domain.memory.regression import logistic, logit
from quizapp.domain.memory.scheduling import RETENTION, Rating, predicted
from quizapp.domain.memory.slots import AnsweredOn, Slot
from quizapp.domain.memory.stepping import step

FORTNIGHT = 14
"""The number of days that are foreseen, without today."""

MOST_RUNS, LEAST_RUNS, QUESTIONS_IN_ALL = 4, 2, 400
"""How often a fortnight is simulated: a small deck more often than a large one, whose days differ less from run to run."""

USUAL_BACK, BACK_WEIGHT = 0.9, 20
"""How often a missed question is right when it returns on the same day, as long as the learner's own is unknown, and what that is worth."""

TRIES = 5
"""How often it returns at most."""

USUAL_FIRST, FIRST_WEIGHT = 0.6, 10
"""The share of first answers that are right, as long as the learner's own is unknown, and how many answers it is worth."""

RECALL_WEIGHT = 20
"""How many answers the predicted recall is worth against what this learner has recalled."""


@dataclass(frozen=True)
class Fared:
    """How a learner's answers went so far.

    `seconds` is the time of each. Of a day's first answers on each fact, `firsts` are to questions never answered before and `later` to
    others, whose predicted recall adds up to `predicted`; all further answers are `returns`. Of each, the number and how many were right.
    """

    seconds: float = SECONDS_EACH
    firsts: int = 0
    firsts_right: int = 0
    later: int = 0
    later_right: int = 0
    predicted: float = 0.0
    returns: int = 0
    returns_right: int = 0

    @cached_property
    def first(self) -> float:
        """The chance that a first answer is right."""
        return (self.firsts_right + FIRST_WEIGHT * USUAL_FIRST) / (self.firsts + FIRST_WEIGHT)

    @cached_property
    def back(self) -> float:
        """The chance that a missed question is right when it returns on the same day."""
        return (self.returns_right + BACK_WEIGHT * USUAL_BACK) / (self.returns + BACK_WEIGHT)

    @cached_property
    def shift(self) -> float:
        """What is added to the logit of predicted recall, so that it says in the mean what happened."""
        return leaning(self.later, self.later_right, self.predicted, RECALL_WEIGHT)


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A study day and about how many questions it brings, asked again after a miss or not, and how many minutes they take."""

    day: date
    questions: int
    minutes: int


@dataclass(frozen=True)
class Standing:
    """What a forecast is made from: what may be asked, memories by question, and what is left of the `day`.

    `room` is how many answers a day has room for, None for any number; a learner who `fills` it studies ahead as long as there is room.
    `retentions` are the desired retentions of questions, from 0 to 1, where they are not the usual one. `tests` are those that the coming
    days prepare for.
    """

    slots: Sequence[Slot]
    memories: Mapping[int, Memory]
    left: DayPlan
    day: date
    daily_new: int
    fared: Fared = Fared()
    room: int | None = None
    fills: bool = False
    retentions: Mapping[int, float] = field(default_factory=dict)
    tests: Sequence[ComingTest] = ()

    @cached_property
    def by_question(self) -> Mapping[int, Slot]:
        """Each slot by its question."""
        return {slot.question: slot for slot in self.slots}


def forecast(standing: Standing, seed: str, *, days: int = FORTNIGHT, runs: int = 0) -> list[ComingDay]:
    """Return what is left of today and what each of the next days will bring, today first. Equal seeds give equal forecasts.

    It is the mean of `runs` simulations, or of as many as the number of questions allows if that is 0.
    Today is counted, not foreseen: what is left to ask, each question once.
    """
    runs = runs or min(MOST_RUNS, max(LEAST_RUNS, QUESTIONS_IN_ALL // max(1, len(standing.slots))))
    days = min(days, (date.max - standing.day).days)
    totals = [0] * days
    for number in range(runs):
        run = StudyRun(standing, Random(f"{seed}/{number}"))  # noqa: S311 - not a secret
        totals = [total + count for total, count in zip(totals, run.counts(days), strict=True)]
    counts = [standing.left.left + len(standing.left.returns), *(int(total / runs + 0.5) for total in totals)]
    return [
        ComingDay(standing.day + timedelta(days=ahead), count, minutes(count, standing.fared.seconds)) for ahead, count in enumerate(counts)
    ]


class StudyRun:
    """The coming days of one learner, simulated once.

    `lean` is added to the logit of every chance: what this learner may be better or worse than their answers so far say.
    """

    def __init__(self, standing: Standing, rng: Random, lean: float = 0.0) -> None:
        """Begin with what is left of the day."""
        self.standing, self.rng, self.lean = standing, rng, lean
        self.facts: dict[str, dict[int, Memory]] = {slot.fact: {} for slot in standing.slots}
        for slot in standing.slots:
            if slot.question in standing.memories:
                self.facts[slot.fact][slot.question] = standing.memories[slot.question]
        self.ask_days = {number: memory.ask_day for held in self.facts.values() for number, memory in held.items()}
        self.seen = {
            number: AnsweredOn(memory.first_day, memory.state.last) for held in self.facts.values() for number, memory in held.items()
        }
        self.fared = standing.fared

    def counts(self, days: int) -> list[int]:
        """Finish today, and return the number of answers on each of the days after it."""
        self._study(self.standing.left, self.standing.day)
        return self._days(days)

    def _days(self, days: int) -> list[int]:
        day, counts = self.standing.day, []
        for _ in range(days):
            day += timedelta(days=1)
            left = plan(
                self.standing.slots,
                self.ask_days,
                (),
                day,
                daily_new=self.standing.daily_new,
                seen=self.seen,
                fills=self.standing.fills,
                tests=self.standing.tests,
            )
            counts.append(self._study(left, day, self._room(left)))
        return counts

    def until(self, day: date) -> int:
        """Finish today, and study on every day before another one; return the number of answers on all of them."""
        today = self._study(self.standing.left, self.standing.day)
        return today + sum(self._days(max(0, (day - self.standing.day).days - 1)))

    def _room(self, left: DayPlan) -> int | None:
        """Return how many answers a day has room for, as `queue.within` takes it."""
        room = self.standing.room
        return room if room is not None and (self.standing.fills or len(left.due) > room) else None

    def _study(self, left: DayPlan, day: date, room: int | None = None) -> int:
        """Answer everything that is left of a day, or as much as there is room for; return the number of answers."""
        answers, missed = 0, list(left.returns)
        for question in (*left.due, *left.new, *left.later, *left.ahead):
            if room is not None and answers + len(missed) >= room:
                break
            answers += 1
            if not self._answer(question, day, self.chance(question, day)):
                missed.append(self._returning(question))
        for question in missed:
            for _ in range(TRIES):
                answers += 1
                if self._answer(question, day, self.fared.back):
                    break
        return answers

    def _returning(self, question: int) -> int:
        """Return what comes back after a miss: the choice in its place, unless that is not asked."""
        back = self.standing.by_question[question].back
        return back if back in self.standing.by_question else question

    def chance(self, question: int, day: date) -> float:
        """Return the probability that a question is answered right on a day."""
        memory = self.facts[self.standing.by_question[question].fact].get(question)
        if memory is None:
            return logistic(logit(self.fared.first, NEVER_SURE) + self.lean) if self.lean else self.fared.first
        recall = predicted(memory.state.stability, (day - memory.state.last).days)
        return logistic(logit(recall, NEVER_SURE) + self.fared.shift + self.lean)

    def _answer(self, question: int, day: date, chance: float) -> bool:
        """Draw an answer and remember it; return whether it is right."""
        right = self.rng.random() < chance
        memories = self.facts[self.standing.by_question[question].fact]
        before, rating = memories.get(question), Rating.GOOD if right else Rating.AGAIN
        state = step(before.state if before else None, rating, day, self.standing.retentions.get(question, RETENTION))
        changed = changed_by(memories, question, Answered(day, rating, right), state)
        memories |= changed
        self.ask_days |= {number: memory.ask_day for number, memory in changed.items()}
        self.seen[question] = AnsweredOn(changed[question].first_day, day)
        return right
