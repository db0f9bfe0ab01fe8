"""How well a class remembers a fact on a day: the share of its students who are expected to recall it.

A class is not a learner: nothing is due for it. What counts is how many would know the fact if they were asked on that day, and how many
knew it once and are forgetting it. The forgetting curve is that of FSRS-6 (https://github.com/open-spaced-repetition/py-fsrs), a power of
the time since the last answer, written out here for speed because a class has thousands of memories.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from quizapp.domain.memory.memory import KNOWN_FROM
from quizapp.domain.memory.progress import Strength
from quizapp.domain.memory.scheduling import DEFAULT, RETENTION

MOST, HALF = 0.8, 0.5
"""The shares of a class from which nearly all students, or most, are expected to recall a fact."""

FEW = 5
"""With fewer students than this, one more or less changes the picture."""

_DECAY = -DEFAULT[20]
_FACTOR = RETENTION ** (1 / _DECAY) - 1


@dataclass(frozen=True, slots=True)
class HeldFact:
    """How well one student remembers a fact: predicted recall of its weakest question that was asked, and whether that was last right."""

    recall: float
    right: bool

    @property
    def slips(self) -> bool:
        """Whether the student is forgetting it: it was missed last time, or would no longer count as known."""
        return not self.right or self.recall < KNOWN_FROM


@dataclass(frozen=True, slots=True)
class ClassHeld:
    """How well a class remembers a fact: expected `share` of all students, number `asked`, number `losing` it."""

    share: float
    asked: int
    losing: int
    strength: Strength


def predicted(stability: float, days: int) -> float:
    """Return predicted recall this many days after the last answer, from 0 to 1."""
    return float((1 + _FACTOR * max(days, 0) / stability) ** _DECAY)


def weaker(one: HeldFact | None, other: HeldFact) -> HeldFact:
    """Return the weaker memory of two questions on a fact: one that was missed last is weaker than any that was not."""
    return other if one is None or (other.right, other.recall) < (one.right, one.recall) else one


def together(held: Iterable[HeldFact], students: int) -> ClassHeld:
    """Return how well a class remembers a fact, from the students who were asked; the others are not expected to know it.

    A fact that nobody was asked is new; one that less than half of the class was asked is begun. Otherwise it is solid if nearly all are
    expected to recall it, fading if most are, and due if fewer than half are. A question that was missed last counts with its predicted
    recall.
    """
    asked = list(held)
    share = fsum(one.recall for one in asked) / students if students else 0.0
    if not asked:
        strength = Strength.NEW
    elif len(asked) < HALF * students:
        strength = Strength.BEGUN
    else:
        strength = Strength.SOLID if share >= MOST else Strength.FADING if share >= HALF else Strength.DUE
    return ClassHeld(share, len(asked), sum(one.slips for one in asked), strength)
