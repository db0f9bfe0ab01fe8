"""When the weights of the prediction are replaced by ones that fit a site's own answers.

A few answers fit anything: nothing is tried below 100 learners and 1,000 next-day answers. New weights are fitted on the first three
quarters of the answers and tried on the newest one. Those for first and for later answers are judged apart, and only better ones are taken.

A site keeps what it has summed up under the weights before, everybody's surplus among it. So the new ones are fitted beside it, and tried
as they would be used: on the newest answers, with the sums of those before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from quizapp.domain.memory.evidence import Evidence
from quizapp.domain.memory.packing import PackedCases
from quizapp.domain.memory.prediction import DEFAULT, LogRow, Model, fit_kinds, rating_of
from quizapp.domain.memory.scoring import log_loss

Watch = Callable[[Collection[LogRow]], Iterable[LogRow]]

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


def refit(rows: Collection[LogRow], in_use: Model = DEFAULT, watch: Watch = iter) -> Refit:
    """Fit new weights on the answers of a log, in order of time, and return those that are better on its newest quarter.

    The rows are gone through several times, so that no more than a few numbers of each answer have to be kept. `watch` gets them for each
    long pass and returns them; a command shows its progress by it.
    """
    count, learners = 0, set[Hashable]()
    for row in rows:
        if rating_of(row):
            count += 1
            learners.add(row.learner)
    cut = int((1 - TRIED_ON) * count)
    seen = _Scorable(PackedCases(len(in_use.first)), PackedCases(len(in_use.later)))
    for newest, evidence, right in _streamed(in_use, watch(rows), cut, in_use):
        seen.take(in_use, evidence, right=right, newest=newest)
    unjudged = Refit(in_use, len(learners), len(seen.later))
    if not unjudged.tried:
        return unjudged
    tried = fit_kinds(seen.first[: seen.before[True]], seen.later[: seen.before[False]], in_use, seen.levels[False])
    new = {True: _Sum(), False: _Sum()}
    for newest, evidence, right in _streamed(in_use, watch(rows), cut, tried):
        if newest:
            new[evidence.recall is None].add(log_loss(tried.predict(evidence), right=right))
    best = fit_kinds(seen.first, seen.later, in_use, seen.levels[True])
    first, later = (_losses(seen.losses[kind], new[kind]) for kind in (True, False))
    model = Model(best.first if first and first.better else in_use.first, best.later if later and later.better else in_use.later)
    return Refit(model, unjudged.learners, unjudged.next_day, first, later)


@dataclass(slots=True)
class _Sum:
    """A sum and how many it has."""

    total: float = 0.0
    count: int = 0

    def add(self, value: float) -> None:
        self.total += value
        self.count += 1


@dataclass(slots=True)
class _Scorable:
    """The answers as the regression takes them, first and later ones; how many came before the newest part; the losses on that.

    The keys say whether it is about first answers; those of `levels`, everybody's surplus so far, whether the newest part is in it.
    """

    first: PackedCases
    later: PackedCases
    before: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    losses: dict[bool, _Sum] = field(default_factory=lambda: {True: _Sum(), False: _Sum()})
    levels: dict[bool, float] = field(default_factory=lambda: {True: 0.0, False: 0.0})

    def take(self, model: Model, evidence: Evidence, *, right: bool, newest: bool) -> None:
        first = evidence.recall is None
        self.levels[True] = evidence.surplus
        (self.first if first else self.later).append(evidence.case(right=right))
        if newest:
            self.losses[first].add(log_loss(model.predict(evidence), right=right))
        else:
            self.before[first] += 1
            self.levels[False] = evidence.surplus


def _streamed(model: Model, rows: Iterable[LogRow], cut: int, newest: Model) -> Iterator[tuple[bool, Evidence, bool]]:
    """Yield for each answer that can be scored whether `cut` others or more came before it, what was known, and whether it was right.

    The newest answers are predicted by another model.
    """
    stream, place = model.start(), 0
    for row in rows:
        if place == cut:
            stream.use(newest)
        for _, evidence, right in stream.scored([row]):
            yield place >= cut, evidence, right
        place += rating_of(row) is not None


def _losses(in_use: _Sum, new: _Sum) -> Losses | None:
    """Return how both models did on one kind of answers; each was streamed, so each has its own evidence."""
    return Losses(in_use.total / in_use.count, new.total / new.count, in_use.count) if in_use.count else None
