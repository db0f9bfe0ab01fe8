"""Ways of choosing questions side by side: means over learners, and differences with 95 % intervals, as a table, CSV and a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from operator import attrgetter
from statistics import fmean, stdev

from quizapp.domain.simulation.courses import Course
from quizapp.domain.simulation.policies import POLICIES, Policy
from quizapp.domain.simulation.trials import Learner, StudyResult, TrialSettings, run

FEWEST = 2
"""The number of learners from which there is an interval."""

ALL = "all"
"""The name of the mean over the truths of a comparison."""

MEASURES = ("recall", "held", "later", "minutes", "unasked", "bias", "begun_by")

SHOWN = {
    "recall": (7, ".3f"),
    "held": (6, ".2f"),
    "later": (7, ".3f"),
    "minutes": (9, ".0f"),
    "unasked": (9, ".2f"),
    "bias": (8, "+.3f"),
    "begun_by": (10, ".0f"),
}
"""How wide each measure is in a table, and how it is written."""

COLUMNS = ("truth", "policy", "time", *MEASURES, "app_minus", "low", "high", "held_minus", "held_low", "held_high")
"""The columns of the CSV: measures of an `StudyResult`, the app's recall minus this one's with its interval, and the same of `held`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way of choosing, with due questions only or filling the minutes."""

    policy: str
    filled: bool

    @property
    def name(self) -> str:
        """The name in tables."""
        return f"{self.policy}, filled" if self.filled else self.policy


def candidates(kinds: Mapping[str, type[Policy]]) -> tuple[Candidate, ...]:
    """Return ways of choosing, given by name, with due questions only and filling the minutes."""
    return tuple(Candidate(name, filled) for filled in (False, True) for name, kind in kinds.items() if filled or not kind.filled_only)


CANDIDATES = candidates(POLICIES)


@dataclass(frozen=True, slots=True)
class MeanInterval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ComparedPolicy:
    """The results of a candidate in a truth: the mean of each measure, and the app's recall and held facts minus this one's."""

    truth: str
    candidate: Candidate
    measures: Mapping[str, float | None]
    minus: MeanInterval
    held_minus: MeanInterval


Runs = dict[tuple[str, Candidate], list[StudyResult]]


def runs(
    course: Course, trial: TrialSettings, people: Sequence[Learner], truths: Sequence[str], candidates: Sequence[Candidate] = CANDIDATES
) -> Iterator[tuple[str, Candidate, StudyResult]]:
    """Run every learner by every candidate in every truth, one after another; there are as many as the product of the three."""
    for truth, candidate, learner in product(truths, candidates, people):
        yield truth, candidate, run(course, candidate.policy, truth, learner, trial, filled=candidate.filled)


def compare(made: Iterable[tuple[str, Candidate, StudyResult]]) -> list[ComparedPolicy]:
    """Return a row for each truth and candidate, and at the end those of the mean over the truths if there are several.

    Differences are paired by learner, with the app that uses its time in the same way. Raises ValueError for fewer than two learners.
    """
    by_key: Runs = {}
    for truth, candidate, outcome in made:
        by_key.setdefault((truth, candidate), []).append(outcome)
    truths, candidates = (list(dict.fromkeys(names)) for names in zip(*by_key, strict=True))
    rows = [_row(truth, candidate, by_key, [truth]) for truth in truths for candidate in candidates]
    if len(truths) > 1:
        rows += [_row(ALL, candidate, by_key, truths) for candidate in candidates]
    return rows


def interval(values: Sequence[float]) -> MeanInterval:
    """Return the mean of at least two values with its 95 % interval by Student's t, whose quantile is taken from its expansion."""
    if len(values) < FEWEST:
        raise ValueError("learners")
    free = len(values) - 1
    quantile = 1.96 + 2.372 / free + 2.823 / free**2 + 2.556 / free**3 + 1.595 / free**4  # Abramowitz and Stegun 26.7.5
    mean, half = fmean(values), quantile * stdev(values) / sqrt(len(values))
    return MeanInterval(mean, mean - half, mean + half)


def table(rows: Sequence[ComparedPolicy]) -> list[str]:
    """Return the lines of a table for people."""
    heading = "".join(f"{name:>{width}}" for name, (width, _) in SHOWN.items())
    lines = [f"{'truth':13}{'policy':15}{heading}  app minus this"]
    for row in rows:
        cells = ["-" if row.measures[name] is None else f"{row.measures[name]:{form}}" for name, (_, form) in SHOWN.items()]
        numbers = "".join(f"{cell:>{width}}" for cell, (width, _) in zip(cells, SHOWN.values(), strict=True))
        minus = f"{row.minus.mean:+.3f} [{row.minus.low:+.3f}, {row.minus.high:+.3f}]"
        lines.append(f"{row.truth:13}{row.candidate.name:15}{numbers}  {minus}")
    return lines


def as_csv(rows: Sequence[ComparedPolicy]) -> str:
    """Return the rows as CSV with a heading; numbers have six digits, what is unknown is empty."""
    lines = [",".join(COLUMNS)]
    for row in rows:
        values = [row.measures[name] for name in MEASURES]
        values += [row.minus.mean, row.minus.low, row.minus.high, row.held_minus.mean, row.held_minus.low, row.held_minus.high]
        numbers = ["" if value is None else f"{value:.6f}" for value in values]
        lines.append(",".join([row.truth, row.candidate.policy, "filled" if row.candidate.filled else "due", *numbers]))
    return "\n".join(lines) + "\n"


def _row(truth: str, candidate: Candidate, by_key: Runs, truths: Sequence[str]) -> ComparedPolicy:
    mine = [by_key[name, candidate] for name in truths]
    theirs = [by_key[name, Candidate(next(iter(POLICIES)), candidate.filled)] for name in truths]
    return ComparedPolicy(
        truth, candidate, {name: _mean(mine, name) for name in MEASURES}, _minus(theirs, mine, "recall"), _minus(theirs, mine, "held")
    )


def _mean(mine: Sequence[Sequence[StudyResult]], name: str) -> float | None:
    """Return the mean of a measure, or None if it is unknown of somebody."""
    values = [attrgetter(name)(outcome) for outcomes in mine for outcome in outcomes]
    return None if None in values else fmean(values)


def _minus(theirs: Sequence[Sequence[StudyResult]], mine: Sequence[Sequence[StudyResult]], name: str) -> MeanInterval:
    """Return the difference of a measure, each learner's taken in the mean over the truths."""
    value = attrgetter(name)
    return interval([fmean(value(one) - value(other) for one, other in pairs) for pairs in _by_learner(theirs, mine)])


def _by_learner(
    theirs: Sequence[Sequence[StudyResult]], mine: Sequence[Sequence[StudyResult]]
) -> Iterator[Sequence[tuple[StudyResult, StudyResult]]]:
    pairs = [zip(app, own, strict=True) for app, own in zip(theirs, mine, strict=True)]
    return zip(*pairs, strict=True)
