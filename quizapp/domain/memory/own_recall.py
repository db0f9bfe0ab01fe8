"""What a learner's own answers say about their recall: how much better or worse they remember than FSRS's curve, which is the same for all.

Held against each other are the predicted recall before each answer on a later day than the one before, and whether the answer was right.
Answers after a week or more tell most about what lasts, but at first there are few of them, so what all answers say is where they begin.
That each learner has a level of their own is the ability of Lindsey et al. (2014, Psychological Science 25); the numbers below are ours,
chosen on simulated learners (docs/decisions/0026-known-is-earned.md).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from quizapp.domain.memory.regression import logistic, logit

LASTING = 8
"""The days after which an answer tells whether a memory lasts."""

NEWEST = 500
"""How many of a learner's answers count, the newest. They are counted and not dated, so that nothing changes without an answer."""

WEIGHT = 20
"""How many answers FSRS's curve is worth against what this learner has recalled."""

STRETCH = 1.5
"""How many times the shift counts. The facts of a learner differ less in recall than FSRS predicts, so its mean decides more."""

CAUTION = 0.25
"""What is taken off the logit at most: a fact is called known after a right answer, which was luck in part."""

NEVER_SURE = 0.01
"""How far from 0 and 1 a share is taken to be."""

_CERTAIN = 1e-9


class LaterAnswer(NamedTuple):
    """A day's first answer on a fact to a question that was asked before.

    The recall that was `said`, whether it was `right`, and whether the memory was `lasting`: the answer before was LASTING days ago.
    """

    said: float
    right: bool
    lasting: bool


@dataclass(frozen=True)
class OwnRecall:
    """How a learner's later answers went: their number, how many were `right`, and the sum of recalls `said`; and of those that last."""

    later: int = 0
    right: int = 0
    said: float = 0.0
    lasting: int = 0
    lasting_right: int = 0
    lasting_said: float = 0.0

    @cached_property
    def shift(self) -> float:
        """What is added to the logit of FSRS's recall; 0 without answers."""
        everything = leaning(self.later, self.right, self.said, WEIGHT)
        lasting = leaning(self.lasting, self.lasting_right, self.lasting_said, WEIGHT, everything)
        return STRETCH * lasting - CAUTION * self.later / (self.later + WEIGHT)

    def adjusted(self, recall: float) -> float:
        """Return the recall of this learner where FSRS's curve says `recall`, from 0 to 1; it rises with it."""
        return logistic(logit(recall, _CERTAIN) + self.shift) if self.later else recall

    def plus(self, answer: LaterAnswer, times: int = 1) -> OwnRecall:
        """Return the numbers with one more answer; with `times` -1, without it."""
        said, right, lasting = times * answer.said, times * answer.right, times * answer.lasting
        return OwnRecall(
            self.later + times,
            self.right + right,
            self.said + said,
            self.lasting + lasting,
            self.lasting_right + right * answer.lasting,
            self.lasting_said + said * answer.lasting,
        )


class RecentAnswers:
    """A learner's newest answers, added one after another, and what they say in all."""

    def __init__(self) -> None:
        """Begin before the first answer."""
        self.own = OwnRecall()
        self._newest: deque[LaterAnswer | None] = deque()

    def add(self, answer: LaterAnswer | None) -> None:
        """Take an answer into account; None stands for one that says nothing about recall."""
        self._newest.append(answer)
        if answer:
            self.own = self.own.plus(answer)
        if len(self._newest) > NEWEST and (oldest := self._newest.popleft()):
            self.own = self.own.plus(oldest, -1)


def leaning(answers: int, right: int, said: float, weight: float, before: float = 0.0) -> float:
    """Return what to add to the logit of what was `said`, a sum of probabilities, so that it says in the mean what happened.

    That it is `before` counts as much as `weight` answers; without answers it stays so.
    """
    if not answers:
        return before
    mean = logit(said / answers, NEVER_SURE)
    return logit((right + weight * logistic(mean + before)) / (answers + weight), NEVER_SURE) - mean
