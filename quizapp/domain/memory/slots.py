"""What the queue is made of: questions that may be asked, and the answers of a study day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Slot:
    """A question that may be asked.

    `clashes` are the facts that may not be asked on the same study day: its own and those whose quotes overlap with its quotes. Facts of
    different decks need different names here. `back` is the question that returns in its place after a miss, or 0 for the question itself:
    a question that asks for recall can come back as a choice. `apart` are the questions that may not be asked on the same study day,
    because the prompt of one prints the right answer to the other. `spoils` are those of them that ask for recall and whose answer its own
    prompt prints.
    """

    question: int
    fact: str
    clashes: frozenset[str]
    back: int = 0
    apart: frozenset[int] = frozenset()
    spoils: frozenset[int] = frozenset()


class AnsweredOn(NamedTuple):
    """The first and the newest study day on which a question was answered."""

    first: date
    last: date


NEVER = AnsweredOn(date.min, date.min)


@dataclass(frozen=True, slots=True)
class Today:
    """An answer of the study day. `new`: the question was never answered before this day; `back` is that of its slot."""

    question: int
    fact: str
    right: bool
    new: bool
    back: int = 0

    @property
    def returning(self) -> int:
        """The question that returns after a miss; a right answer to it settles the miss."""
        return self.back or self.question


def first_answers(today: Iterable[Today]) -> tuple[Today, ...]:
    """Return the day's first answer to each question, oldest first, which the round's progress bar counts. Returns are not counted."""
    first: dict[int, Today] = {}
    for answer in today:
        first.setdefault(answer.returning, answer)
    return tuple(first.values())
