"""Running numbers: what the answers so far say about a question and about a learner.

They are sums of what each answer contributes, and nothing else, so the order of the answers does not matter, and an answer that is taken
back is subtracted. Lucky guesses cancel out on average: with a guess floor `g`, a right answer counts 1 and a wrong one -g / (1 - g), which
has the probability of knowing as its mean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one answer says: `plain` and `layered` are the two predictions made before it, from 0 to 1.

    `plain` is FSRS's recall, None for a `first` answer. `known` is 1 or 0 without the guess floor, `residual` is right (1 or 0) minus what
    was expected of an average learner. `surplus` is right minus what the weights alone expected on a day after the last answer, None for
    any other answer. `layered` is None for an answer from before predictions were kept.
    """

    first: bool
    known: float
    residual: float
    plain: float | None
    layered: float | None
    surplus: float | None = None

    def regraded(self, *, before: bool, right: bool, floor: float) -> Contribution:
        """Return what the answer says once it counts as `right` or not, if it was right or wrong `before`; the predictions stay."""
        moved = right - before
        surplus = None if self.surplus is None else self.surplus + moved
        return replace(self, known=known(right=right, floor=floor), residual=self.residual + moved, surplus=surplus)


@dataclass(frozen=True, slots=True)
class QuestionNumbers:
    """How often a question was answered for the first time and later, and in how many of these answers it was known.

    `surplus` is the sum of what the next-day answers were better than expected, `weighed` that of their variances.
    """

    firsts: int = 0
    firsts_known: float = 0.0
    laters: int = 0
    laters_known: float = 0.0
    surplus: float = 0.0
    weighed: float = 0.0

    def plus(self, outcome: Contribution, times: int = 1) -> QuestionNumbers:
        """Return the numbers with one more answer; with `times` -1, without it."""
        first, later = (times, 0) if outcome.first else (0, times)
        surplus = outcome.surplus or 0.0
        return QuestionNumbers(
            self.firsts + first,
            self.firsts_known + first * outcome.known,
            self.laters + later,
            self.laters_known + later * outcome.known,
            self.surplus + times * surplus,
            self.weighed + times * _variance(surplus),
        )


@dataclass(frozen=True, slots=True)
class LearnerNumbers:
    """The sum of a learner's residuals, and the sum of their variances: how much these answers can say about ability."""

    residuals: float = 0.0
    information: float = 0.0

    def plus(self, outcome: Contribution, times: int = 1) -> LearnerNumbers:
        """Return the numbers with one more answer; with `times` -1, without it."""
        return LearnerNumbers(self.residuals + times * outcome.residual, self.information + times * _variance(outcome.residual))


def known(*, right: bool, floor: float) -> float:
    """Return what a right or wrong answer counts when a guess is right with the probability `floor`, below 1."""
    return 1.0 if right else -floor / (1 - floor)


def shrunk(total: float, count: float, prior: float, weight: float) -> float:
    """Return a mean that counts `prior` as `weight` more answers."""
    return (total + weight * prior) / (count + weight)


def _variance(residual: float) -> float:
    """Return p (1 - p) of an answer; its residual is 1 - p or -p, so nothing else is needed."""
    return abs(residual) * (1 - abs(residual))
