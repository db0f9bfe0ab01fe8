"""How true "known" is: the share of facts that the app calls known, and the share a learner would recall, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import fmean

from quizapp.domain.simulation.courses import Course
from quizapp.domain.simulation.policies import POLICIES
from quizapp.domain.simulation.trials import LOOKED_AT, KnownShare, Learner, TrialSettings, run

__all__ = ["ABILITIES", "LOOKED_AT", "KnownRow", "known_rows", "known_table"]

ABILITIES = (-1.0, 0.0, 1.0)
"""A weak, a middling and a strong learner, in standard deviations."""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What learners of an `ability` were told that they know in a truth, in the mean, and what they knew, every fifteen days."""

    truth: str
    ability: float
    shares: tuple[KnownShare, ...]

    @property
    def distance(self) -> float:
        """How far the share that is called known lies from the true one, in the mean of the days."""
        return fmean(abs(one.called - one.held) for one in self.shares)


def known_rows(
    course: Course, trial: TrialSettings, count: int, truths: Sequence[str], abilities: Sequence[float] = ABILITIES
) -> Iterator[KnownRow]:
    """Let `count` learners of each ability study by the app in each truth, for fifteen days or more."""
    for truth, ability in product(truths, abilities):
        app = next(iter(POLICIES))
        found = [run(course, app, truth, Learner(number, ability), trial, filled=False).known for number in range(count)]
        days = (
            KnownShare(shares[0].day, fmean(one.called for one in shares), fmean(one.held for one in shares))
            for shares in zip(*found, strict=True)
        )
        yield KnownRow(truth, ability, tuple(days))


def known_table(rows: Sequence[KnownRow]) -> list[str]:
    """Return the lines of a table for people: called known and truly known by day, and the distance in the mean."""
    days = [one.day for one in rows[0].shares]
    lines = [f"{'truth':13}{'ability':>7}" + "".join(f"{f'day {day}':>10}" for day in days) + "  distance"]
    for row in rows:
        cells = "".join(f"{f'{one.called:.2f}/{one.held:.2f}':>10}" for one in row.shares)
        lines.append(f"{row.truth:13}{row.ability:>+7g}{cells}{row.distance:>10.3f}")
    return lines
