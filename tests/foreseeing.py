"""Simulated learners who do all that the app asks: what a forecast said in the evening, and what came.

Run it for the table of decision 24: `.venv/bin/python tests/foreseeing.py`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from quizapp.domain.memory.forecast import FORTNIGHT, Fared, Standing, forecast
from quizapp.domain.memory.queue import plan
from quizapp.domain.memory.scheduling import recall
from quizapp.domain.simulation.courses import Course, made_up
from quizapp.domain.simulation.policies import App, Setting
from quizapp.domain.simulation.trials import BEGIN
from quizapp.domain.simulation.truths import TRUTHS, When, right_chance

NEW, SECONDS, DIFFICULTIES = 10, 15, 1910
KINDS = [(truth, ability) for truth in ("act-r", "dash") for ability in (-1.0, 0.0, 1.0)]
Evening = tuple[int, int, int, int, int]


class Walker:
    """A learner, day by day, and the tally of their answers that a forecast goes by."""

    def __init__(self, truth: str, ability: float, seed: str, course: Course) -> None:
        """Begin before the first answer."""
        self.course, self.rng, self.studied = course, Random(seed), 0.0
        self.tally: Counter[str] = Counter()
        self.memory = TRUTHS[truth].begin(course.items(DIFFICULTIES), ability)
        self.app = App(course, Setting(new=NEW, filled=False, seed=seed))

    def study(self, number: int, day: date) -> int:
        """Study until nothing is left; return the number of answers."""
        answers = 0
        while (question := self.app.choose(day)) is not None:
            self._answer(question, number, day)
            answers += 1
        return answers

    def foresee(self, day: date) -> list[int]:
        """Return the forecast of an evening, that day first."""
        held = {question: memory for memories in self.app.facts.values() for question, memory in memories.items()}
        left = plan(self.course.slots, self.app.ask_days, self.app.today, day, daily_new=NEW, seen=self.app.seen)
        standing = Standing(self.course.slots, held, left, day, NEW, Fared(**self.tally))
        return [coming.questions for coming in forecast(standing, f"1/{day}")]

    def _answer(self, question: int, number: int, day: date) -> None:
        item, before = self.memory.items[question], self.app.facts.get(self.app.slots[question].fact, {}).get(question)
        right = self.rng.random() < right_chance(self.memory.recall(question, When(number, self.studied)), item.chance)
        back = self.app.slots[question].fact in {answer.fact for answer in self.app.today}
        kind = "returns" if back else "later" if before else "firsts"
        self.tally.update({kind: 1, f"{kind}_right": int(right)})
        if kind == "later":
            self.tally["predicted"] += recall(before.state, day)
        self.studied += SECONDS
        self.memory.study(question, When(number, self.studied), right=right)
        self.app.answered(question, day, right=right)


def evenings(truth: str, ability: float, seed: str, course: Course, *, until: int = 60, every: int = 1) -> list[Evening]:
    """Return the evenings from day 5 on: the day, what was said of the next day and what came, and the same of the next fortnight."""
    walker, said, given = Walker(truth, ability, seed, course), {}, []
    for number in range(until + FORTNIGHT):
        day = BEGIN + timedelta(days=number)
        given.append(walker.study(number, day))
        if 5 <= number < until and number % every == 0:
            said[number] = walker.foresee(day)
    return [(number, days[1], given[number + 1], sum(days[1:]), sum(given[number + 1 : number + 15])) for number, days in said.items()]


def said_over_given(found: Sequence[Evening], *, window: int = 10, until: int = 60) -> Iterator[tuple[float, float]]:
    """Return said over given in each window of days, of the next day and of the next fortnight."""
    for start in range(5, until, window):
        inside = [evening for evening in found if start <= evening[0] < start + window]
        day, came, fortnight, came_then = (sum(column) for column in list(zip(*inside, strict=True))[1:])
        yield day / came, fortnight / came_then


def main(learners: int = 6) -> None:
    """Print the ratios of each kind of learner, so many of each together, on two made-up decks."""
    for facts, questions in ((60, 110), (200, 400)):
        for truth, ability in KINDS:
            course = made_up(facts, questions)
            found = [evening for seed in range(learners) for evening in evenings(truth, ability, str(seed), course)]
            days, fortnights = zip(*said_over_given(found), strict=True)
            print(
                f"{facts}/{questions} {truth} {ability:+.0f}",
                *(f"{ratio:.2f}" for ratio in days),
                "|",
                *(f"{ratio:.2f}" for ratio in fortnights),
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
