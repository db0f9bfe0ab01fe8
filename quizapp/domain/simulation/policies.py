"""Ways of choosing the next question: that of the app, and simple ones to compare it with.

Each is asked for one question after another and told how it was answered. All let a missed question return on the same day until it is
right, so that they differ in nothing but what they ask when.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import ClassVar

from quizapp.domain.memory.memory import Answered, Memory, advance_fact
from quizapp.domain.memory.own_recall import LASTING, LaterAnswer, RecentAnswers
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.progress import AskedQuestion, FactStanding, standing
from quizapp.domain.memory.queue import APART, DayPlan, next_question, plan
from quizapp.domain.memory.scheduling import RETENTION, Rating, State, recall, review
from quizapp.domain.memory.slots import AnsweredOn, Slot, Today
from quizapp.domain.simulation.courses import Course

STEPS = (1, 3, 7, 21, 60)
"""The days between the reviews of the fixed list; the last is repeated."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a learner does: begins `new` facts a day and, if `filled`, studies ahead while there is time; `seed` is their own.

    `retention` is the desired one, from 0 to 1, for the policies that know of it.
    """

    new: int
    filled: bool
    seed: str
    retention: float = RETENTION


class Policy(ABC):
    """One learner's questions, chosen in one way."""

    filled_only: ClassVar[bool] = False
    """Whether it knows no due days, so that it always fills the time."""

    truth: Callable[[int, date], float]
    """The true recall of a question on a day, which the trial sets; only ways that show what is possible at most look at it."""

    def __init__(self, course: Course, setting: Setting) -> None:
        """Begin before the first answer."""
        self.slots: Mapping[int, Slot] = {slot.question: slot for slot in course.slots}
        self.setting = setting

    @abstractmethod
    def choose(self, day: date) -> int | None:
        """Return the next question of a day, or None if nothing is left."""

    @abstractmethod
    def answered(self, question: int, day: date, *, right: bool) -> None:
        """Take note of an answer."""

    def predicted(self, day: date) -> Mapping[int, float]:  # noqa: ARG002 - not every way predicts
        """Return the predicted recall of the questions that were asked."""
        return {}

    def known(self, day: date) -> frozenset[str]:  # noqa: ARG002 - only the app calls anything known
        """Return the facts that are called known."""
        return frozenset()


class App(Policy):
    """What the app does: `queue` and `memory` of this program, a question at a time."""

    def __init__(self, course: Course, setting: Setting) -> None:
        """Begin with nothing answered."""
        super().__init__(course, setting)
        self.order: Sequence[Slot] = course.slots
        self.course = course
        self.facts: dict[str, dict[int, Memory]] = {}
        self.ask_days: dict[int, date] = {}
        self.seen: dict[int, AnsweredOn] = {}
        self.tests: Sequence[ComingTest] = ()
        self.recent = RecentAnswers()
        self.day: date | None = None
        self.today: list[Today] = []

    def choose(self, day: date) -> int | None:
        """Return what the app would ask."""
        if day != self.day:
            self.day, self.today = day, []
        chosen = next_question(self.left(day), self.today)
        return chosen.question if chosen else None

    def left(self, day: date) -> DayPlan:
        """Return what is left of a day, in the order of asking."""
        return plan(
            self.order,
            self.ask_days,
            self.today,
            day,
            daily_new=self.setting.new,
            ahead=self.setting.filled,
            seen=self.seen,
            tests=self.tests,
        )

    def answered(self, question: int, day: date, *, right: bool) -> None:
        """Remember as the app does."""
        slot = self.slots[question]
        memories = self.facts.setdefault(slot.fact, {})
        self.recent.add(self._later(memories.get(question), slot.fact, day, right=right))
        rating = Rating.GOOD if right else Rating.AGAIN
        memories |= self.remembered(memories, question, Answered(day, rating, right, retention=self.setting.retention))
        self.ask_days |= {number: memory.ask_day for number, memory in memories.items()}
        self.seen[question] = AnsweredOn(memories[question].first_day, memories[question].state.last)
        self.today.append(Today(question, slot.fact, right, new=memories[question].first_day == day, back=slot.back))

    def remembered(self, memories: Mapping[int, Memory], question: int, answered: Answered) -> dict[int, Memory]:
        """Return the memories of a fact that an answer changes."""
        return advance_fact(memories, question, answered)

    def _later(self, memory: Memory | None, fact: str, day: date, *, right: bool) -> LaterAnswer | None:
        """Return what an answer says about recall, which is nothing if the question is new or the fact was asked before on this day."""
        if memory is None or any(one.fact == fact for one in self.today):
            return None
        return LaterAnswer(recall(memory.state, day), right, (day - memory.state.last).days >= LASTING)

    def predicted(self, day: date) -> Mapping[int, float]:
        """Return the predicted recall of the questions that were asked."""
        return {number: recall(memory.state, day) for held in self.facts.values() for number, memory in held.items()}

    def known(self, day: date) -> frozenset[str]:
        """Return the facts that the app calls known."""
        asked: dict[str, list[AskedQuestion]] = {}
        for slot in self.order:
            memory = self.facts.get(slot.fact, {}).get(slot.question)
            question = AskedQuestion(memory, self.course.levels.get(slot.question), self.course.chances[slot.question])
            asked.setdefault(slot.fact, []).append(question)
        return frozenset(fact for fact, questions in asked.items() if standing(questions, day, self.recent.own) is FactStanding.KNOWN)


class _Cards(Policy):
    """One card a question: those due by their day, then new ones, then those that are due soonest. As many new facts a day as the app."""

    def __init__(self, course: Course, setting: Setting) -> None:
        super().__init__(course, setting)
        self.rng = Random(setting.seed)  # noqa: S311 - not a secret
        self.due: dict[int, date] = {}
        self.unasked = [slot.question for slot in course.slots]
        self.daily = ceil(setting.new * len(course.slots) / course.facts)
        self.day: date | None = None
        self.missed: dict[int, int] = {}
        self.asked: list[int] = []
        self.begun = 0

    def choose(self, day: date) -> int | None:
        if day != self.day:
            self.day, self.missed, self.asked, self.begun = day, {}, [], 0
        back = next((question for question, since in self.missed.items() if len(self.asked) - since >= APART), None)
        return back or self._fresh(day) or next(iter(self.missed), None)

    def answered(self, question: int, day: date, *, right: bool) -> None:
        if question in self.unasked:
            self.unasked.remove(question)
            self.begun += 1
        self.missed.pop(question, None)
        self.asked.append(question)
        if not right:
            self.missed[question] = len(self.asked)
        self.due[question] = self._next_day(question, day, right=right)

    def _fresh(self, day: date) -> int | None:
        """Return what was not asked today."""
        waiting = [question for question in self.due if question not in self.asked]
        soonest = min(waiting, key=lambda question: (self.due[question], question), default=None)
        if soonest and self.due[soonest] <= day:
            return soonest
        if self.unasked and self.begun < self.daily:
            return self.unasked[0]
        return soonest or next(iter(self.unasked), None) if self.setting.filled else None

    @abstractmethod
    def _next_day(self, question: int, day: date, *, right: bool) -> date: ...


class Fsrs(_Cards):
    """Plain FSRS-6 with its default parameters, one card a question, due when predicted recall falls to the desired retention."""

    def __init__(self, course: Course, setting: Setting) -> None:
        """Begin with nothing answered."""
        super().__init__(course, setting)
        self.states: dict[int, State] = {}

    def predicted(self, day: date) -> Mapping[int, float]:
        """Return the predicted recall of the questions that were asked."""
        return {question: recall(state, day) for question, state in self.states.items()}

    def _next_day(self, question: int, day: date, *, right: bool) -> date:
        rating = Rating.GOOD if right else Rating.AGAIN
        self.states[question] = review(self.states.get(question), rating, day, retention=self.setting.retention)
        return self.states[question].due


class FixedList(_Cards):
    """The same days for every question, whatever the answers: 1, 3, 7, 21 and 60 days after the day before."""

    def __init__(self, course: Course, setting: Setting) -> None:
        """Begin with nothing answered."""
        super().__init__(course, setting)
        self.steps: dict[int, tuple[int, date]] = {}

    def _next_day(self, question: int, day: date, *, right: bool) -> date:  # noqa: ARG002 - it is fixed
        step, last = self.steps.get(question, (-1, None))
        if last != day:
            step = min(step + 1, len(STEPS) - 1)
        self.steps[question] = step, day
        return day + timedelta(days=STEPS[step])


class Chance(_Cards):
    """Any question, begun or not, until the time is over."""

    filled_only = True

    def _fresh(self, day: date) -> int | None:  # noqa: ARG002 - all days are alike
        waiting = sorted(self.slots.keys() - set(self.asked))
        return self.rng.choice(waiting) if waiting else None

    def _next_day(self, question: int, day: date, *, right: bool) -> date:  # noqa: ARG002 - no day is chosen
        return day


POLICIES: Mapping[str, type[Policy]] = {"app": App, "fsrs": Fsrs, "list": FixedList, "random": Chance}
"""Every way of choosing, by its name on the command line; the others are compared with the first."""
