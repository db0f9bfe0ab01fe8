"""What score a class will have on average in a test, with an interval that about nine of ten averages fall into.

Each student's days until then are simulated as for the student alone (`expected_score`). In each run the whole class is a little better or
worse than predicted, since the model is wrong about everybody in the same way, and each student a little more or less than that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from random import Random
from statistics import NormalDist, fmean, pvariance

from quizapp.domain.memory.expected_score import LIKELY, STEPS, leanings, right_on, uncertain
from quizapp.domain.memory.forecast import Standing, StudyRun
from quizapp.domain.memory.preparing import ComingTest

SHARED = 0.25
"""How far a whole class may be from what is predicted, in logits, whatever its students answered. Chosen with the simulated classes of
`tests/sitting_tests.py`."""

MOST_RUNS, LEAST_RUNS, QUESTION_DAYS = 6, 2, 100_000
"""How often the days are simulated, and for about how many students times questions times days altogether, so that a page does not wait."""

TRIED = 6
"""For how many students each number of minutes is tried at most."""


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How many of the `facts` of a test a student will get right on average: the `middle`, and the interval that nine of ten lie in.

    `met` is how many of the facts a student will have met on average.
    """

    students: int
    facts: int
    middle: float
    low: float
    high: float
    met: float


def class_score(
    standings: Sequence[Standing], test: ComingTest, floors: Mapping[int, float], seed: str, *, runs: int = 0, study: bool = True
) -> ClassScore:
    """Return the average to expect if every student does what the coming days bring, or else (`study` is False) nothing more at all.

    `floors` has the chance of a lucky guess by question. Equal seeds give equal scores.
    """
    days = max(0, (test.day - standings[0].day).days) if study else 0
    count = runs or runs_for(standings, days)
    middles, noise, met = [], 0.0, 0.0
    for number, shared in enumerate(leanings(count, SHARED)):
        total = 0.0
        for place, standing in enumerate(standings):
            rng = Random(f"{seed}/class/{number}/{place}")  # noqa: S311 - not a secret
            run = StudyRun(standing, rng, shared + rng.gauss(0, uncertain(standing.fared)))
            if days:
                run.until(test.day)
            found = right_on(run, test, floors)
            total += sum(found)
            noise += sum(one * (1 - one) for one in found) / count / len(standings) ** 2
            met += sum(bool(run.facts.get(fact)) for fact in test.facts) / count / len(standings)
        middles.append(total / len(standings))
    wide = NormalDist().inv_cdf((1 + LIKELY) / 2) * sqrt(pvariance(middles) + noise)
    middle, facts = fmean(middles), len(test.facts)
    return ClassScore(len(standings), facts, middle, max(0.0, middle - wide), min(float(facts), middle + wide), met)


def runs_for(standings: Sequence[Standing], days: int) -> int:
    """Return how often a number of days is simulated: a small class more often than a large one."""
    each = sum(len(standing.slots) for standing in standings) * (days + 1)
    return min(MOST_RUNS, max(LEAST_RUNS, QUESTION_DAYS // max(1, each)))


def class_minutes(standings: Sequence[Standing], test: ComingTest, floors: Mapping[int, float], seed: str, goal: int) -> int:
    """Return the fewest minutes a day that lead to `goal` of 100 right on average, by trying some students; 0 if none does."""
    some = standings[:: -(-len(standings) // TRIED)]
    steps = list(STEPS)
    found = 0
    while steps:
        tried = steps[len(steps) // 2]
        filled = [replace(one, room=max(1, int(60 * tried / one.fared.seconds)), fills=True) for one in some]
        score = class_score(filled, test, floors, seed, runs=1)
        if 100 * score.middle >= goal * score.facts:
            found, steps = tried, steps[: len(steps) // 2]
        else:
            steps = steps[len(steps) // 2 + 1 :]
    return found
