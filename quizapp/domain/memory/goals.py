"""Whether a goal is reached by the day of a test: by what is planned, by more minutes a day, perhaps, or hardly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from quizapp.domain.memory.expected_score import ExpectedScore, Minutes

Chance = Literal["enough", "minutes", "possible", "unlikely"]
"""The plan is enough, a number of minutes is, the goal only lies in the interval of a likely score, or not even there."""


@dataclass(frozen=True, slots=True)
class GoalOutlook:
    """What is said of some `goals` at once, in right answers of 100.

    `minutes` are those that are enough, or else those that lead to the most, where `expected` are right; 0 stands for the plan. `fewest` is
    true if they are the fewest that were tried.
    """

    goals: tuple[int, ...]
    chance: Chance
    minutes: int
    expected: int
    fewest: bool


def goals_outlook(goals: Iterable[int], planned: ExpectedScore, stopped: ExpectedScore, ways: Sequence[Minutes]) -> list[GoalOutlook]:
    """Return what leads to each goal, in the order given; neighbors of which the same is true are said together."""
    found = [(goal, _leads_to(goal, planned, stopped, ways)) for goal in goals]
    return [GoalOutlook(tuple(goal for goal, _ in pairs), *told) for told, pairs in groupby(found, key=lambda pair: pair[1])]


def _leads_to(goal: int, planned: ExpectedScore, stopped: ExpectedScore, ways: Sequence[Minutes]) -> tuple[Chance, int, int, bool]:
    if any(_reaches(score.middle, goal, score) for score in (planned, stopped)):
        return "enough", 0, planned.middle, False
    for way in ways:
        if _reaches(way.score.middle, goal, way.score):
            return "minutes", way.minutes, way.score.middle, way == ways[0]
    tried = [(0, planned), *((way.minutes, way.score) for way in ways)]
    minutes, best = max(tried, key=lambda one: (_reaches(one[1].high, goal, one[1]), one[1].middle))
    if _reaches(best.high, goal, best):
        return "possible", minutes, best.middle, False
    return "unlikely", ways[-1].minutes if ways else 0, best.middle, False


def _reaches(right: int, goal: int, score: ExpectedScore) -> bool:
    return 100 * right >= goal * score.facts
