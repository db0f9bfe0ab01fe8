"""The day before a test: one full pass over its facts, then what was missed. It leaves the days of the queue as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from quizapp.domain.memory.queue import DayPlan, returns_of
from quizapp.domain.memory.slots import Slot, Today


@dataclass(frozen=True, slots=True)
class MetQuestion:
    """A question that was answered: when it is asked next, whether the newest answer was right, and its recall on the day of the test."""

    ask_day: date
    right: bool
    recall: float


def once_through(
    slots: Sequence[Slot], met: Mapping[int, MetQuestion], today: Sequence[Today], facts: AbstractSet[str], day: date
) -> DayPlan:
    """Return what is left of one pass over some facts: one question on each that was not answered today, or else the misses.

    Facts never met come first, then those whose question was missed last, then those that would be recalled least on the day of the test;
    what is due goes before what is not. On a fact that was met, the question that would be recalled least is asked.
    """
    inside = [slot for slot in slots if slot.fact in facts]
    asked = sorted((_asked(questions, met) for questions in _left(inside, today)), key=lambda question: _weight(question, met))
    fresh = [question for question in asked if question not in met]
    due = [question for question in asked if question in met and met[question].ask_day <= day]
    return DayPlan(
        due=(*fresh, *due),
        ahead=tuple(question for question in asked if question not in {*fresh, *due}),
        returns=() if asked else returns_of({slot.question for slot in inside}, today),
        passed=frozenset(fresh),
    )


def _left(slots: Iterable[Slot], today: Iterable[Today]) -> Iterable[list[int]]:
    """Return the questions on each fact that was not answered today."""
    answered = {answer.fact for answer in today}
    by_fact: dict[str, list[int]] = {}
    for slot in slots:
        if slot.fact not in answered:
            by_fact.setdefault(slot.fact, []).append(slot.question)
    return by_fact.values()


def _asked(questions: Sequence[int], met: Mapping[int, MetQuestion]) -> int:
    return min((one for one in questions if one in met), key=lambda one: _weight(one, met), default=questions[0])


def _weight(question: int, met: Mapping[int, MetQuestion]) -> tuple[bool, bool, float]:
    one = met.get(question)
    return (True, one.right, one.recall) if one else (False, False, 0.0)
