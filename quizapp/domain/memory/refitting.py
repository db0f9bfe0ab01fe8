"""When the weights of the prediction are replaced by ones that fit a site's own answers.

A few answers fit anything: nothing is tried below 100 learners and 1,000 next-day answers. New weights are fitted on the first three
quarters of the answers and tried on the newest one. Those for first and for later answers are judged apart, and only better ones are taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from math import fsum

from quizapp.domain.memory.evidence import Evidence
from quizapp.domain.memory.prediction import DEFAULT, LogRow, Model, fit_cases, rating_of
from quizapp.domain.memory.scoring import log_loss

LEARNERS, NEXT_DAY = 100, 1000
"""The number of learners, and that of next-day answers, either of which is enough for a fit."""

TRIED_ON = 0.25
"""The share of the answers, the newest, that decides."""


@dataclass(frozen=True, slots=True)
class Losses:
    """Log loss on the newest answers with the weights in use and with new ones, and the number of these answers."""

    in_use: float
    new: float
    count: int

    @property
    def better(self) -> bool:
        """Whether the new weights are."""
        return self.new < self.in_use


@dataclass(frozen=True, slots=True)
class Refit:
    """The result of a fit. `model` has the weights to use from now on, those in use where new ones are not better.

    `first` and `later` are the losses on first and on next-day answers, None if there were too few answers to try, or none of this kind
    among the newest.
    """

    model: Model
    learners: int
    next_day: int
    first: Losses | None = None
    later: Losses | None = None

    @property
    def tried(self) -> bool:
        """Whether there were enough answers to fit."""
        return self.learners >= LEARNERS or self.next_day >= NEXT_DAY


def refit(rows: Iterable[LogRow], in_use: Model = DEFAULT) -> Refit:
    """Fit new weights on the answers of a log, in order of time, and return those that are better on its newest quarter."""
    answers = [row for row in rows if rating_of(row)]
    before, newest = _streamed(in_use, answers)
    next_day = sum(evidence.recall is not None for evidence, _ in before + newest)
    unjudged = Refit(in_use, len({row.learner for row in answers}), next_day)
    if not unjudged.tried:
        return unjudged
    tried = fit_cases(before, in_use)
    _, again = _streamed(tried, answers)
    first, later = (_losses(in_use, newest, tried, again, first=first) for first in (True, False))
    best = fit_cases(before + newest, in_use)
    model = Model(best.first if first and first.better else in_use.first, best.later if later and later.better else in_use.later)
    return Refit(model, unjudged.learners, next_day, first, later)


_Seen = list[tuple[Evidence, bool]]


def _streamed(model: Model, answers: list[LogRow]) -> tuple[_Seen, _Seen]:
    """Return what was known before each answer that can be scored, and whether it was right: of the first ones and of the newest."""
    stream, cut = model.start(), int((1 - TRIED_ON) * len(answers))
    before, newest = ([(evidence, right) for _, evidence, right in stream.scored(part)] for part in (answers[:cut], answers[cut:]))
    return before, newest


def _losses(in_use: Model, seen: _Seen, tried: Model, again: _Seen, *, first: bool) -> Losses | None:
    """Return how both models did on one kind of answers; each was streamed, so each has its own evidence."""
    kind = [(evidence.recall is None) is first for evidence, _ in seen]
    pairs = [(in_use, list(compress(seen, kind))), (tried, list(compress(again, kind)))]
    if not any(kind):
        return None
    old, new = (fsum(log_loss(model.predict(evidence), right=right) for evidence, right in answers) for model, answers in pairs)
    return Losses(old / sum(kind), new / sum(kind), sum(kind))
