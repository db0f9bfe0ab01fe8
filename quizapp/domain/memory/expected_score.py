"""What score a test on some day will have, one question on each of its facts, with an interval that about nine of ten scores fall into.

The days until then are simulated some times (`forecast.StudyRun`), each time for a learner who is a little better or worse than the answers
so far say. Each run gives the chance of a right answer to each question on the day of the test; the number of right answers has a
Poisson-binomial distribution, and the distributions of all runs together are what is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from math import sqrt
from random import Random
from statistics import NormalDist

from quizapp.domain.memory.forecast import Fared, Standing, StudyRun
from quizapp.domain.memory.guessing import with_guess, without_guess
from quizapp.domain.memory.preparing import ComingTest

FORESEEN = 28
"""How many days before a test its score is foreseen at most."""

MOST_RUNS, LEAST_RUNS, QUESTION_DAYS = 12, 2, 24_000
"""How often the days are simulated, and for about how many questions times days altogether, so that a page does not wait for it."""

TRIED, QUESTION_DAYS_TRIED = 2, 48_000
"""How often the days are simulated for each number of minutes, and for how many questions times days altogether.

One run alone would leave out that the learner may be better or worse than predicted, so fewer numbers are tried before that."""

LIKELY = 0.9
"""The probability that the score lies in the interval."""

UNKNOWN, KNOWN_AFTER, MODEL = 0.75, 12, 0.1
"""How far a learner may be from what is predicted, in logits: before any answer, after how many answers half of its variance is left, and
what is left after any number, since the model is not the learner. Chosen with the simulated learners of `tests/sitting_tests.py`."""


@dataclass(frozen=True, slots=True)
class ExpectedScore:
    """How many of the facts of a test will be right: the `middle`, and the interval that nine of ten scores lie in.

    `met` is how many facts will have been met, and `answers` how many answers a day that takes, on average.
    """

    facts: int
    middle: int
    low: int
    high: int
    met: float
    answers: float


@dataclass(frozen=True, slots=True)
class Minutes:
    """What so many `minutes` a day lead to; `whole` is true if every fact is met."""

    minutes: int
    score: ExpectedScore
    whole: bool


STEPS = (5, 10, 15, 20, 30, 45)
"""The minutes a day that are tried for a goal."""

_FEWER = (STEPS, STEPS[1::2], STEPS[1::3], STEPS[2:3])


def minutes_for(standing: Standing, test: ComingTest, floors: Mapping[int, float], seed: str) -> list[Minutes]:
    """Return what each number of minutes a day leads to, the fewest first, until more of them gain nothing.

    For a large deck fewer numbers are tried, or none: a page has to wait for it.
    """
    found: list[Minutes] = []
    affordable = QUESTION_DAYS_TRIED // max(1, len(standing.slots) * ((test.day - standing.day).days + 1))
    steps = next((some for some in _FEWER if TRIED * len(some) <= affordable), ())
    for each in steps:
        room = max(1, int(60 * each / standing.fared.seconds))
        score = expected_score(replace(standing, room=room, fills=True), test, floors, seed, runs=TRIED)
        whole = score.met > score.facts - 0.5
        if whole and found and score.middle <= found[-1].score.middle:
            break
        found.append(Minutes(each, score, whole))
    return found


def minutes_said_from(questions: int) -> int:
    """Return from how many days before a test on `minutes_for` tries any, if that many questions are in all decks: 1 or less for never."""
    return min(FORESEEN, QUESTION_DAYS_TRIED // (TRIED * max(1, questions)) - 1)


def expected_score(
    standing: Standing, test: ComingTest, floors: Mapping[int, float], seed: str, *, runs: int | None = None, study: bool = True
) -> ExpectedScore:
    """Return the score to expect if the learner does what the coming days bring, or else (`study` is False) nothing more at all.

    `floors` has the chance of a lucky guess by question. Equal seeds give equal scores.
    """
    days = max(0, (test.day - standing.day).days) if study else 0
    count = runs or runs_for(standing, days)
    leans = leanings(count, uncertain(standing.fared))
    shares: Sequence[float] = ()
    met = answers = 0.0
    for number in range(count):
        run = StudyRun(standing, Random(f"{seed}/test/{number}"), leans[number])  # noqa: S311 - not a secret
        answers += run.until(test.day) / count / max(1, days) if days else 0.0
        found = right_on(run, test, floors)
        met += sum(bool(run.facts.get(fact)) for fact in test.facts) / count
        shares = [one + other / count for one, other in zip(shares or [0.0] * (len(found) + 1), distribution(found), strict=True)]
    return _said(shares, met, answers)


def runs_for(standing: Standing, days: int) -> int:
    """Return how often a number of days is simulated: a small deck more often than a large one."""
    return min(MOST_RUNS, max(LEAST_RUNS, QUESTION_DAYS // max(1, len(standing.slots) * (days + 1))))


def uncertain(fared: Fared) -> float:
    """Return the standard deviation of what a learner may be better or worse than predicted, in logits."""
    return sqrt(MODEL**2 + UNKNOWN**2 * KNOWN_AFTER / (fared.later + fared.firsts + KNOWN_AFTER))


def leanings(count: int, spread: float) -> list[float]:
    """Return how much better or worse the learner of each run is: the middles of equal parts of a normal curve, with its spread."""
    found = [NormalDist().inv_cdf((number + 0.5) / count) for number in range(count)]
    size = sqrt(sum(one**2 for one in found) / count)
    return [spread * one / size if size else 0.0 for one in found]


def right_on(run: StudyRun, test: ComingTest, floors: Mapping[int, float]) -> list[float]:
    """Return for each fact of a test the probability that one of its questions, whichever, is answered right on that day."""
    by_fact: dict[str, list[float]] = {}
    for slot in run.standing.slots:
        if slot.fact in test.facts:
            by_fact.setdefault(slot.fact, []).append(answered_right(run, slot.question, test.day, floors.get(slot.question, 0.0)))
    return [sum(chances) / len(chances) for chances in by_fact.values()]


def answered_right(run: StudyRun, question: int, day: date, floor: float) -> float:
    """Return the probability of a right answer on a day, never below that of a lucky guess: the one place where a test is predicted."""
    return with_guess(without_guess(run.chance(question, day), floor), floor)


def distribution(chances: Sequence[float]) -> list[float]:
    """Return the probabilities of 0, 1, 2... right answers, if each is right with its own chance (Poisson-binomial, by convolution)."""
    shares = [1.0]
    for chance in chances:
        shares = [wrong * (1 - chance) + right * chance for wrong, right in zip([*shares, 0.0], [0.0, *shares], strict=True)]
    return shares


def _said(shares: Sequence[float], met: float, answers: float) -> ExpectedScore:
    tail = (1 - LIKELY) / 2
    mean = sum(count * share for count, share in enumerate(shares))
    return ExpectedScore(len(shares) - 1, int(mean + 0.5), _quantile(shares, tail), _quantile(shares, 1 - tail), met, answers)


def _quantile(shares: Sequence[float], wanted: float) -> int:
    return next((count for count, total in enumerate(accumulate(shares)) if total >= wanted), len(shares) - 1)
