"""How good predictions were: log loss, RMSE(bins) and AUC, with intervals by resampling learners.

RMSE(bins) is that of srs-benchmark (https://github.com/open-spaced-repetition/srs-benchmark): answers are grouped by interval, number of
answers and lapses, each on a logarithmic scale, and the mean prediction of each group is compared with the share that was right. For an
interval learners are drawn with replacement, not answers, since those of one learner resemble each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum, log, sqrt
from random import Random
from typing import NamedTuple

DRAWS = 200
"""How often learners are drawn for an interval."""

FEWEST = 5
"""With fewer learners there is no interval."""

COVERED = 0.95

_NEAREST = 1e-4


class Judged(NamedTuple):
    """A prediction and what happened; `group` is that of RMSE(bins), None if the answers are not compared by it."""

    learner: Hashable
    right: bool
    p: float
    group: Hashable = None


class Accuracy(NamedTuple):
    """Log loss, RMSE(bins) or None, and AUC or None if all answers were right, or none was."""

    loss: float
    rmse: float | None
    auc: float | None


class Interval(NamedTuple):
    """The range that contains the figure in 95 of 100 draws of learners."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scored:
    """The figures of `count` predictions of `learners` learners, and the interval of each by its name, without those that have none."""

    count: int
    learners: int
    score: Accuracy
    intervals: Mapping[str, Interval]


def scored(judged: Sequence[Judged], seed: int) -> Scored:
    """Return the figures of at least one prediction; the same seed draws the same learners."""
    ordered = sorted(judged, key=lambda one: one.p)
    learners = list(dict.fromkeys(one.learner for one in judged))
    counted = Scored(len(judged), len(learners), _score(ordered, dict.fromkeys(learners, 1)), {})
    if len(learners) < FEWEST:
        return counted
    rng = Random(seed)  # noqa: S311 - not a secret: which learners an interval draws
    drawn = [_score(ordered, Counter(rng.choices(learners, k=len(learners)))) for _ in range(DRAWS)]
    columns = {name: [value for score in drawn if (value := getattr(score, name)) is not None] for name in Accuracy._fields}
    return Scored(counted.count, counted.learners, counted.score, {name: _middle(values) for name, values in columns.items() if values})


def log_loss(p: float, *, right: bool, nearest: float = 0.0) -> float:
    """Return minus the natural logarithm of the probability of what happened, moved away from 0 and 1 by `nearest` if it is nearer."""
    given = p if right else 1 - p
    return -log(min(1 - nearest, max(nearest, given)))


def group_of(interval: int, answers: int, lapses: int) -> tuple[int, int, int]:
    """Return the group of an answer: days since the last answer (1 or more), number of answers with this one, lapses before."""
    return floor(log(interval, 3.62)), floor(log(answers, 1.89)), floor(log(lapses, 1.73)) if lapses else -1


def _score(ordered: Sequence[Judged], times: Mapping[Hashable, int]) -> Accuracy:
    """Return the figures of predictions in ascending order, those of each learner counted so many times."""
    losses: list[float] = []
    groups: dict[Hashable, tuple[float, int]] = {}
    count = 0
    for one in ordered:
        weight = times.get(one.learner, 0)
        if weight:
            count += weight
            losses.append(weight * log_loss(one.p, right=one.right, nearest=_NEAREST))
            if one.group is not None:
                off, size = groups.get(one.group, (0.0, 0))
                groups[one.group] = off + weight * (one.right - one.p), size + weight
    rmse = sqrt(fsum(off * off / size for off, size in groups.values()) / count) if groups else None
    return Accuracy(fsum(losses) / count, rmse, _auc(ordered, times))


def _auc(ordered: Sequence[Judged], times: Mapping[Hashable, int]) -> float | None:
    """Return the probability that a right answer was predicted higher than a wrong one; equal predictions count half."""
    above = lower_wrong = equal_wrong = equal_right = 0.0
    at = -1.0
    rights = wrongs = 0
    for one in ordered:
        weight = times.get(one.learner, 0)
        if one.p != at:
            above += equal_right * (lower_wrong + equal_wrong / 2)
            lower_wrong += equal_wrong
            at, equal_wrong, equal_right = one.p, 0.0, 0.0
        if one.right:
            equal_right += weight
            rights += weight
        else:
            equal_wrong += weight
            wrongs += weight
    above += equal_right * (lower_wrong + equal_wrong / 2)
    return above / (rights * wrongs) if rights and wrongs else None


def _middle(values: list[float]) -> Interval:
    values.sort()
    cut = floor(len(values) * (1 - COVERED) / 2)
    return Interval(values[cut], values[-1 - cut])
