"""What tomorrow will bring the students of a class: the middle of what their own pages say, and how far apart they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

GOOD_FOR = 1
"""The number of days for which a forecast counts that was made before: who lets a whole day pass has more to do than it says."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some numbers, the smallest and the largest."""

    middle: int
    least: int
    most: int

    @classmethod
    def of(cls, numbers: Collection[int]) -> Spread:
        """Return it from at least one number; of two in the middle the smaller, so that it is what somebody's own page says."""
        return cls(median_low(numbers), min(numbers), max(numbers))


@dataclass(frozen=True, slots=True)
class ClassTomorrow:
    """Questions and minutes of tomorrow, of the `counted` among `students`; None if nobody is counted."""

    students: int
    counted: int
    questions: Spread | None
    minutes: Spread | None


def class_tomorrow(students: int, forecasts: Collection[tuple[date, Sequence[tuple[int, int]]]], today: date) -> ClassTomorrow:
    """Return what tomorrow brings a class, from its students' forecasts: the day each was made, and questions and minutes from then on.

    One that was made yesterday is read for tomorrow all the same; older ones are left out, and so are those that end before it.
    """
    read = [numbers[1 + (today - made).days] for made, numbers in forecasts if _counts(made, len(numbers), today)]
    if not read:
        return ClassTomorrow(students, 0, None, None)
    questions, minutes = zip(*read, strict=True)
    return ClassTomorrow(students, len(read), Spread.of(questions), Spread.of(minutes))


def _counts(made: date, days: int, today: date) -> bool:
    return 0 <= (today - made).days <= GOOD_FOR and 1 + (today - made).days < days
