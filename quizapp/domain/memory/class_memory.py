"""How well a class holds a fact on a day: the share of its students who are expected to recall it.

A class is not a learner: nothing is due for it. What counts is how many would know the fact if they were asked on that day, and how many
knew it once and are losing it. The forgetting curve is that of FSRS-6 (https://github.com/open-spaced-repetition/py-fsrs), a power of the
time since the last answer, written out because a class has thousands of memories.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from quizapp.domain.memory.memory import KNOWN_FROM
from quizapp.domain.memory.progress import Strength
from quizapp.domain.memory.scheduling import DEFAULT, RETENTION

MOST, HALF = 0.8, 0.5
"""The shares of a class from which nearly all, and most, are expected to recall a fact."""

FEW = 5
"""Under so many students one more or less changes the picture."""

_DECAY = -DEFAULT[20]
_FACTOR = RETENTION ** (1 / _DECAY) - 1


@dataclass(frozen=True, slots=True)
class HeldFact:
    """How one student holds a fact: predicted recall of its weakest question that was asked, and whether that was last right."""

    recall: float
    right: bool

    @property
    def slips(self) -> bool:
        """Whether the student is losing it: it was missed last time, or would no longer pass as known."""
        return not self.right or self.recall < KNOWN_FROM


@dataclass(frozen=True, slots=True)
class ClassHeld:
    """How a class holds a fact: `share` of all its students expected to recall it; how many were `asked`, and how many are `losing` it."""

    share: float
    asked: int
    losing: int
    strength: Strength


def predicted(stability: float, days: int) -> float:
    """Return predicted recall so many days after the last answer, from 0 to 1."""
    return float((1 + _FACTOR * max(days, 0) / stability) ** _DECAY)


def weaker(one: HeldFact | None, other: HeldFact) -> HeldFact:
    """Return the weaker of what a student holds of two questions of a fact: what was missed last is weaker than anything predicted."""
    return other if one is None or (other.right, other.recall) < (one.right, one.recall) else one


def together(held: Iterable[HeldFact], students: int) -> ClassHeld:
    """Return how a class of so many students holds a fact that these have been asked; who was never asked is not expected to know it.

    A fact that nobody was asked is new, one that less than half of the class was asked is begun. Else it is solid where nearly all are
    expected to recall it, fading where most are, due where it is less than half. What was missed last counts with its predicted recall.
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
