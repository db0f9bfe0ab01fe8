"""Simulated learners who study until a test and take it: how often the score lies in the interval that was said on the way.

Run it for the table of decision 29: `.venv/bin/python tests/sitting_tests.py`; for that of decision 33, of whole classes, with `classes`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import fmean

from foreseeing import KINDS, NEW, Walker

from quizapp.domain.memory.class_score import ClassScore, class_score
from quizapp.domain.memory.expected_score import ExpectedScore, expected_score
from quizapp.domain.memory.forecast import Fared, Standing
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.queue import plan
from quizapp.domain.simulation.courses import Course, made_up
from quizapp.domain.simulation.trials import BEGIN
from quizapp.domain.simulation.truths import When, right_chance

WAYS = ((0, 5), (4, 11), (10, 13), (10, 24), (20, 34))
"""The day on which a score is said, and the day of the test."""


Kind = tuple[str, float]
Row = tuple[str, float, int, int, "list[Sat]"]


@dataclass(frozen=True)
class Sat:
    """What was said of a test, the score, and how many of its facts had been met by then."""

    said: ExpectedScore
    score: int
    met: int

    @property
    def held(self) -> bool:
        """Whether the score lies in the interval."""
        return self.said.low <= self.score <= self.said.high


@dataclass(frozen=True)
class Taken:
    """What the score of a student is said from, the test, and the score."""

    standing: Standing
    test: ComingTest
    score: int
    met: int


@dataclass(frozen=True)
class ClassSat:
    """What was said of a class's test, and the average."""

    said: ClassScore
    score: float

    @property
    def held(self) -> bool:
        """Whether the average lies in the interval."""
        return self.said.low <= self.score <= self.said.high


def pool(truth: str, learners: int, course: Course, said_on: int, on: int, first: int = 0) -> list[Taken]:
    """Return students of all abilities who study alike and take a test; their seeds count from `first`."""
    rng = Random(f"{truth}/{first}")
    return [take(truth, rng.gauss(0, 1), str(first + number), course, said_on, on) for number in range(learners)]


def classes(taken: Sequence[Taken], size: int, count: int, course: Course) -> Iterator[ClassSat]:
    """Yield what is said of so many classes, drawn from students, and their averages."""
    rng = Random(size)
    for number in range(count):
        some = rng.sample(taken, size)
        said = class_score([one.standing for one in some], some[0].test, course.chances, str(number))
        yield ClassSat(said, fmean(one.score for one in some))


def sit(truth: str, ability: float, seed: str, course: Course, said_on: int, on: int) -> Sat:
    """Let one learner study as the app plans, say the score on the evening of a day, and take the test on another."""
    taken = take(truth, ability, seed, course, said_on, on)
    return Sat(expected_score(taken.standing, taken.test, course.chances, seed), taken.score, taken.met)


def take(truth: str, ability: float, seed: str, course: Course, said_on: int, on: int) -> Taken:
    """Let one learner study as the app plans, and take the test; return what the score is said from on the evening of a day."""
    test = ComingTest(BEGIN + timedelta(days=on), frozenset(slot.fact for slot in course.slots))
    walker, said = Walker(truth, ability, seed, course), None
    for number in range(on):
        day = BEGIN + timedelta(days=number)
        if number == said_on + 1:
            walker.app.tests = (test,)  # the date is set on the evening before
        walker.study(number, day)
        if number == said_on:
            said = standing(walker, test, day)
    assert said is not None
    rng, by_fact = Random(f"{seed}/{truth}/{on}"), {}
    for slot in course.slots:
        by_fact.setdefault(slot.fact, []).append(slot.question)
    asked = [rng.choice(questions) for questions in by_fact.values()]
    when = When(on, walker.studied)
    score = sum(rng.random() < right_chance(walker.memory.recall(question, when), course.chances[question]) for question in asked)
    return Taken(said, test, score, sum(bool(memories) for memories in walker.app.facts.values()))


def standing(walker: Walker, test: ComingTest, day: date) -> Standing:
    """Return what a score is said from on an evening."""
    app, slots = walker.app, walker.course.slots
    held = {question: memory for memories in app.facts.values() for question, memory in memories.items()}
    left = plan(slots, app.ask_days, app.today, day, daily_new=NEW, seen=app.seen)
    return Standing(slots, held, left, day, NEW, Fared(**walker.tally), tests=(test,))


def rows(
    learners: int, course: Course, kinds: Sequence[Kind] = KINDS, ways: Sequence[tuple[int, int]] = WAYS, first: int = 0
) -> Iterator[Row]:
    """Yield each kind of learner, each way, and the tests that so many of them took; their seeds count from `first`."""
    for truth, ability in kinds:
        for said_on, on in ways:
            sat = [sit(truth, ability, str(first + number), course, said_on, on) for number in range(learners)]
            yield truth, ability, said_on, on, sat


def line(name: str, sat: Sequence[Sat]) -> str:
    """Return how often the interval held the score, how wide it was, and how far the middle was off."""
    held = sum(one.held for one in sat)
    wide = fmean(one.said.high - one.said.low for one in sat)
    off = fmean(one.said.middle - one.score for one in sat)
    score, met = fmean(one.score for one in sat), min(one.met for one in sat)
    return (
        f"{name:28} held {100 * held / len(sat):3.0f} of 100 ({len(sat)}), wide {wide:4.1f}, off {off:+5.1f}, score {score:4.1f}, met {met}"
    )


def main(learners: int = 20, facts: int = 43, questions: int = 81, first: int = 1000) -> None:
    """Print the lines of each kind of learner and way, and of all of one ability; the seeds are not those the spread was chosen with."""
    by_ability: dict[float, list[Sat]] = {}
    for truth, ability, said_on, on, sat in rows(learners, made_up(facts, questions), first=first):
        by_ability.setdefault(ability, []).extend(sat)
        print(line(f"{truth} {ability:+.0f} day {said_on} for {on}", sat), flush=True)
    for ability, sat in by_ability.items():
        print(line(f"ability {ability:+.0f}", sat))


def main_of_classes(learners: int = 60, count: int = 25, first: int = 5000) -> None:
    """Print how often the interval held the average of classes of ten and of thirty, for each truth and way."""
    course = made_up(43, 81)
    for said_on, on in ((4, 11), (10, 13), (12, 13)):
        for truth in ("act-r", "dash"):
            taken = pool(truth, learners, course, said_on, on, first)
            for size in (10, 30):
                found = list(classes(taken, size, count, course))
                held, wide = sum(one.held for one in found), fmean(one.said.high - one.said.low for one in found)
                off = fmean(one.said.middle - one.score for one in found)
                print(
                    f"{truth} day {said_on} for {on}, {size}: held {100 * held / count:.0f} of 100, off {off:+.1f}, wide {wide:.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["classes"]:
        main_of_classes(*map(int, sys.argv[2:]))
    else:
        main(*map(int, sys.argv[1:]))
