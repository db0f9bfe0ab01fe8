"""The app with one of its own rules switched off, or with another order: what a rule or an order is worth.

The last two know what nobody can know, the true recall, so no prediction can gain more than they do by the same means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from quizapp.domain.memory.memory import Answered, Memory
from quizapp.domain.memory.queue import DayPlan
from quizapp.domain.memory.scheduling import predicted
from quizapp.domain.simulation.courses import Course
from quizapp.domain.simulation.policies import POLICIES, App, Policy, Setting

LONGEST_FIRST = 60
"""The longest first interval, in days, where true recall decides."""


class NoTomorrow(App):
    """A question that was right at first is asked when FSRS says so, and not on the next day."""

    def remembered(self, memories: Mapping[int, Memory], question: int, answered: Answered) -> dict[int, Memory]:
        """Return the changed memories, the answered one asked on its due day."""
        changed = super().remembered(memories, question, answered)
        return changed | {question: replace(changed[question], ask_day=changed[question].state.due)}


class NoSiblings(App):
    """An answer leaves the days of the other questions on its fact as they are."""

    def remembered(self, memories: Mapping[int, Memory], question: int, answered: Answered) -> dict[int, Memory]:
        """Return the memory of the answered question alone."""
        return {question: super().remembered(memories, question, answered)[question]}


class _Slots(App):
    """The app with slots that lack something."""

    without: ClassVar[Mapping[str, Any]]

    def __init__(self, course: Course, setting: Setting) -> None:
        super().__init__(course, setting)
        self.order = [replace(slot, **self.without) for slot in course.slots]
        self.slots = {slot.question: slot for slot in self.order}


class NoChoice(_Slots):
    """A missed question returns as itself, not as a choice."""

    without = MappingProxyType({"back": 0})


class NoClashes(_Slots):
    """All questions on a fact, and facts whose quotes overlap, may be asked on one day."""

    without = MappingProxyType({"clashes": frozenset()})


class AheadSoonest(App):
    """Studying ahead begins with what is due soonest."""

    def left(self, day: date) -> DayPlan:
        """Return the plan with what may be asked ahead in the order of the day it is asked."""
        found = super().left(day)
        return replace(found, ahead=self._soonest(found, day))

    def _soonest(self, found: DayPlan, day: date) -> tuple[int, ...]:
        """Return the same as `plan` would if what was longest unseen had been seen in the order of the days of asking."""
        if not found.ahead:
            return ()
        ahead = sorted(
            (slot for slot in self.order if self.ask_days.get(slot.question, day) > day), key=lambda one: self.ask_days[one.question]
        )
        taken = {self.slots[question].fact for question in (*found.due, *found.new, *(one.question for one in self.today))}
        asked = {one.question for one in self.today}
        chosen: list[int] = []
        for slot in ahead:
            if slot.question not in asked and taken.isdisjoint(slot.clashes) and not slot.apart.intersection(asked, chosen):
                taken.add(slot.fact)
                chosen.append(slot.question)
        return tuple(chosen) + tuple(question for question in found.ahead if question not in self.ask_days)


class DueLowest(App):
    """What is due is asked in the order of FSRS's recall, the lowest first."""

    sign: ClassVar[int] = 1

    def left(self, day: date) -> DayPlan:
        """Return the plan with what is due in the other order."""
        found = super().left(day)
        return replace(found, due=tuple(sorted(found.due, key=lambda question: self.sign * self.said(question, day))))

    def said(self, question: int, day: date) -> float:
        """Return the recall that decides; a question never asked comes first."""
        memory = self.facts.get(self.slots[question].fact, {}).get(question)
        return predicted(memory.state.stability, (day - memory.state.last).days) if memory else -1.0


class DueHighest(DueLowest):
    """What is due is asked in the order of FSRS's recall, the highest first."""

    sign = -1


class AheadLowest(DueLowest):
    """Studying ahead begins with the lowest recall."""

    def left(self, day: date) -> DayPlan:
        """Return the plan with what may be asked ahead in the other order."""
        found = App.left(self, day)
        return replace(found, ahead=tuple(sorted(found.ahead, key=lambda question: self.said(question, day))))


class FirstTrue(App):
    """After its first answer a question is asked when its true recall falls to the desired one."""

    def remembered(self, memories: Mapping[int, Memory], question: int, answered: Answered) -> dict[int, Memory]:
        """Return the changed memories, the answered one asked on the day that its true recall says."""
        changed = super().remembered(memories, question, answered)
        memory = changed[question]
        if memory.first_day < answered.day or not answered.right:
            return changed
        days = next(
            (days for days in range(1, LONGEST_FIRST) if self._true(question, memory, days) <= self.setting.retention), LONGEST_FIRST
        )
        return changed | {question: replace(memory, ask_day=memory.state.last + timedelta(days=days))}

    def _true(self, question: int, memory: Memory, days: int) -> float:
        return self.truth(question, memory.state.last + timedelta(days=days))


class Ceiling(DueLowest):
    """A question is due when its true recall has fallen to the desired one, the lowest first, also ahead."""

    def left(self, day: date) -> DayPlan:
        """Return the plan by true recall."""
        due = {
            question: day if self.said(question, day) <= self.setting.retention else day + timedelta(days=1) for question in self.ask_days
        }
        kept, self.ask_days = self.ask_days, due
        found = App.left(self, day)
        self.ask_days = kept
        order = (tuple(sorted(part, key=lambda question: self.said(question, day))) for part in (found.due, found.ahead))
        return replace(found, due=next(order), ahead=next(order))

    def said(self, question: int, day: date) -> float:
        """Return the true recall."""
        return self.truth(question, day)


SWITCHED: Mapping[str, type[Policy]] = {
    "no-tomorrow": NoTomorrow,
    "no-siblings": NoSiblings,
    "no-choice": NoChoice,
    "no-clashes": NoClashes,
    "ahead-soonest": AheadSoonest,
    "due-lowest": DueLowest,
    "due-highest": DueHighest,
    "ahead-lowest": AheadLowest,
    "first-true": FirstTrue,
    "ceiling": Ceiling,
}
"""Every variation of the app, by its name on the command line."""

ALL_POLICIES: Mapping[str, type[Policy]] = {**POLICIES, **SWITCHED}
