"""The dates of a learner's classes that are to come: the one place where they meet and get their order.

Today they all belong to assignments. Another kind of date of a class gets its own field of `ClassDate` and joins in `coming`; home, the
page of a class and the page after joining one show what that returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from quizapp.services.grading.my_assignments import Assigned

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClassDate:
    """A date of the class `class_id`: `at` is when it opens or, once it is open, until when; None if it has no end."""

    class_id: int
    at: datetime | None
    assigned: Assigned


def coming(assigned: Iterable[Assigned]) -> list[ClassDate]:
    """Return what is open and not done, and of each class the next that has not opened, in the order of their dates."""
    found, later = [], []
    for one in assigned:
        if one.to_do:
            found.append(ClassDate(one.mine.assignment.class_id, one.result.ends, one))
        elif one.to_come:
            later.append(ClassDate(one.mine.assignment.class_id, one.mine.assignment.opens_at, one))
    nearest: dict[int, ClassDate] = {}
    for date in sorted(later, key=_order):
        nearest.setdefault(date.class_id, date)
    return sorted([*found, *nearest.values()], key=_order)


def _order(date: ClassDate) -> datetime:
    return date.at or NEVER
