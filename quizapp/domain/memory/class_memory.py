"""How well a class remembers a fact on a day: the share of its students who know it.

A class is not a learner: nothing is due for it. What counts is how many know the fact, as their own pages say it, and how many are
forgetting it: knew it once, or missed it last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.domain.memory.memory import NOBODY, is_recalled
from quizapp.domain.memory.own_recall import OwnRecall
from quizapp.domain.memory.progress import Strength, is_enough
from quizapp.domain.memory.scheduling import predicted

MOST, HALF = 0.8, 0.5
"""The shares of a class from which nearly all students, or most, know a fact."""

FEW = 5
"""With fewer students than this, one more or less changes the picture."""


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """What a student remembers of a question: stability in days, days since the last answer, right answers in a row, and whether proven.

    `chance` is the score a blind guess earns, and `hardest` whether the question is one of the hardest on its fact.
    """

    stability: float
    days: int
    streak: int
    proven: bool
    chance: float = 0.0
    hardest: bool = True


@dataclass(frozen=True, slots=True)
class HeldFact:
    """How well one student remembers a fact that they were asked: whether they know it, and whether they are forgetting it."""

    known: bool
    losing: bool

    @classmethod
    def of(cls, questions: Iterable[HeldQuestion], hardest: int, own: OwnRecall = NOBODY) -> HeldFact:
        """Return it from the questions on the fact that were asked; `hardest` is how many of all its questions are the hardest.

        `own` is what the student's answers say about their recall.
        """
        asked = list(questions)
        hard = [one for one in asked if one.hardest]
        proven = is_enough([one.streak for one in hard], hardest) and all(one.proven for one in hard)
        known = proven and all(is_recalled(predicted(one.stability, one.days), one.chance, own) for one in hard)
        return cls(known, not known and (proven or not all(one.streak for one in asked)))


@dataclass(frozen=True, slots=True)
class ClassHeld:
    """How well a class remembers a fact: the `share` of all students who know it, number `asked`, number `losing` it."""

    share: float
    asked: int
    losing: int
    strength: Strength


def together(held: Iterable[HeldFact], students: int) -> ClassHeld:
    """Return how well a class remembers a fact, from the students who were asked; the others do not know it.

    A fact that nobody was asked is new. Otherwise it is solid if nearly all know it and fading if most do; if fewer than half do, it is due
    as soon as half have learned it, which is to say that they know it or are forgetting it, and begun until then.
    """
    asked = list(held)
    known, losing = sum(one.known for one in asked), sum(one.losing for one in asked)
    share = known / students if students else 0.0
    if not asked:
        strength = Strength.NEW
    elif share >= HALF:
        strength = Strength.SOLID if share >= MOST else Strength.FADING
    else:
        strength = Strength.DUE if known + losing >= HALF * students else Strength.BEGUN
    return ClassHeld(share, len(asked), losing, strength)
