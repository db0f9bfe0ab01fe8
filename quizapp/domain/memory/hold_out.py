"""What practice gains: a few facts are left out of it until a quiz, and the same learner's answers on both kinds are compared.

Which facts are left out is drawn by lot, for each learner others, before anybody practises them. So facts and learners are alike in both
groups but for luck, and luck is what the interval is about. The comparison is fixed here, before there is any answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from math import fsum, sqrt
from random import Random
from typing import Literal

from quizapp.domain.memory.calibration import Z95

ONE_IN = 5
"""At most one of this many facts is left out."""

ENOUGH = 20
"""The number of answers in each group from which anything is said."""

FEWEST = 5
"""The number of learners with answers in both groups from which there is an interval."""

Gained = Literal["early", "few", "more", "less", "open"]


@dataclass(frozen=True, slots=True)
class DrawnOutcome:
    """An answer in the quiz to a fact that was drawn for a learner: to practise, or to leave out."""

    learner: int
    left_out: bool
    right: bool


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """The answers of a group, the share of them that was right, and an interval of 95 % for it, from 0 to 1."""

    answers: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PracticeGain:
    """The answers on practised facts against those on facts that were left out, of learners who gave both.

    `gain` is the difference of the shares right, from -1 to 1, with an interval of 95 %.
    """

    learners: int
    practised: GroupOutcome
    left_out: GroupOutcome
    gain: float
    low: float
    high: float

    @property
    def says(self) -> Gained:
        """What can be said: too early, too few learners, practised facts do better or worse, or luck may decide."""
        if min(self.practised.answers, self.left_out.answers) < ENOUGH:
            return "early"
        if self.learners < FEWEST:
            return "few"
        return "more" if self.low > 0 else "less" if self.high < 0 else "open"


def draw(facts: Collection[str], free: Collection[str], place: int, seed: str) -> frozenset[str]:
    """Return the facts that are left out for a learner: a fifth of those that are `free` for them, rounded down.

    All `facts` are dealt again and again, each time in a new order; the learner in `place` (from 0) begins where the one before would end
    if all facts were free. So each fact is left out for about as many learners as any other, and whatever is free, each choice among it is
    as likely as any other. Equal seeds give equal draws.
    """
    wanted = len(free) // ONE_IN
    found: dict[str, None] = {}
    for fact in _dealt(sorted(facts), seed, place * (len(facts) // ONE_IN)) if wanted else ():
        if len(found) == wanted:
            break
        if fact in free:
            found.setdefault(fact)
    return frozenset(found)


def given_away(left_out: Collection[str], neighbours: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return the left-out facts that practice with others may give away.

    `neighbours` are the facts whose quotes overlap with those of a fact, or whose questions print the answer to one of its own.
    """
    return frozenset(fact for fact in left_out if not set(left_out).issuperset(neighbours.get(fact, ())))


def compare(outcomes: Iterable[DrawnOutcome]) -> PracticeGain:
    """Return what practice gained: the mean of the differences within learners, each weighted by the left-out answers of the learner.

    Both shares are means over the same learners with the same weights. Answers of a learner hang together, so learners are what varies: the
    interval is that of a weighted mean of learners with the correction for few clusters (Cameron and Miller 2015, Journal of Human
    Resources 50:317-372) and the quantile of Student's t for one learner less. Learners with answers in one group only are left out.
    """
    rights: dict[int, tuple[list[bool], list[bool]]] = defaultdict(lambda: ([], []))
    for outcome in outcomes:
        rights[outcome.learner][outcome.left_out].append(outcome.right)
    both = [pair for _, pair in sorted(rights.items()) if all(pair)]
    weights = [len(left_out) for _, left_out in both]
    shares = [(sum(practised) / len(practised), sum(left_out) / len(left_out)) for practised, left_out in both]
    practised = _mean([one for one, _ in shares], weights)
    left_out = _mean([other for _, other in shares], weights)
    gain, low, high = _mean([one - other for one, other in shares], weights)
    return PracticeGain(len(both), _group(sum(len(one) for one, _ in both), practised), _group(sum(weights), left_out), gain, low, high)


def _dealt(facts: Sequence[str], seed: str, start: int) -> Iterator[str]:
    """Return the facts from a place on, without end, in a new order each time that all of them were dealt."""
    orders = (_shuffled(facts, f"{seed}/{deal}") for deal in count(start // len(facts)))
    return islice(chain.from_iterable(orders), start % len(facts), None)


def _shuffled(facts: Sequence[str], seed: str) -> list[str]:
    order = list(facts)
    Random(seed).shuffle(order)  # noqa: S311 - a lot, not a secret
    return order


def _mean(values: Sequence[float], weights: Sequence[int]) -> tuple[float, float, float]:
    """Return a weighted mean of learners with an interval of 95 %; zeros without any, and from -1 to 1 for a single one."""
    if not values:
        return 0.0, 0.0, 0.0
    mean = fsum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
    if len(values) == 1:
        return mean, -1.0, 1.0
    off = fsum((weight * (value - mean)) ** 2 for value, weight in zip(values, weights, strict=True))
    half = _student(len(values) - 1) * sqrt(off * len(values) / (len(values) - 1)) / sum(weights)
    return mean, max(-1.0, mean - half), min(1.0, mean + half)


def _group(answers: int, share: tuple[float, float, float]) -> GroupOutcome:
    return GroupOutcome(answers, share[0], max(0.0, share[1]), share[2])


def _student(freedom: int) -> float:
    """Return the quantile of Student's t for intervals of 95 % (Abramowitz and Stegun 1964, 26.7.5), right to 1 % from 2 on."""
    z = Z95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + fsum(term / freedom**power for power, term in enumerate(terms, 1))
