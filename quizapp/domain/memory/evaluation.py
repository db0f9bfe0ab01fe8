"""The prediction held against what happened, beside a constant and plain FSRS: each answer of a log is predicted from all earlier ones.

The weights are fixed before the first answer that is scored, as those of the program are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import NamedTuple

from quizapp.domain.memory.evidence import Evidence
from quizapp.domain.memory.prediction import DEFAULT, PLAIN, Model, Row, fit, fit_cases, rating_of
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.memory.scoring import Judged, Scored, group_of, scored


class Kind(StrEnum):
    """Which answers are scored: each learner's first to a question, or one on a day after their last."""

    NEXT_DAY = "next-day"
    FIRST = "first"


class Predictor(StrEnum):
    """Who predicts; SHIPPED are the weights of the plan."""

    CONSTANT = "constant"
    FSRS = "fsrs"
    SHIPPED = "shipped"
    REFITTED = "refitted"
    UNSEEN = "unseen"
    TAUGHT = "taught"


class Compared(NamedTuple):
    """The figures of one predictor on one kind of answers."""

    kind: Kind
    predictor: Predictor
    scored: Scored


class _Seen(NamedTuple):
    """An answer that can be scored: its place in the log, what was known before it, its group for RMSE(bins), and whether it was right."""

    place: int
    learner: Hashable
    evidence: Evidence
    group: Hashable
    right: bool

    @property
    def kind(self) -> Kind:
        return Kind.FIRST if self.evidence.recall is None else Kind.NEXT_DAY


@dataclass(frozen=True, slots=True)
class Plan:
    """The share of a log that weights are fitted on, by number of answers; the rest is scored. `seed` draws learners.

    `watch` gets the rows of each pass and returns them; a command shows its progress by it. `model` has the weights that are compared with
    those fitted on the first part.
    """

    share: float = 0.8
    seed: int = 1
    watch: Callable[[Sequence[Row]], Iterable[Row]] = iter
    model: Model = DEFAULT


def evaluate(rows: Iterable[Row], plan: Plan, earlier: Sequence[Row] = ()) -> list[Compared]:
    """Return the figures of a log, whose rows are in order of time: constant, FSRS, the plan's weights, weights fitted on its first part.

    An `earlier` log, of other learners, is learned before and fitted on, and not scored. Kinds without an answer to score are left out.
    """
    log = [row for row in rows if rating_of(row)]
    before = _renamed(earlier, "earlier")
    begin = len(before) + int(plan.share * len(log))
    seen = _streamed(plan.model, before + log, plan)
    fitted = fit_cases(((one.evidence, one.right) for one in seen if one.place < begin), PLAIN)
    refitted = _streamed(fitted, before + log, plan) if begin else []
    found = []
    for kind in Kind:
        past = [one.right for one in seen if one.kind is kind and len(before) <= one.place < begin]
        rate = (sum(past) + 1) / (len(past) + 2)
        mine = [one for one in seen if one.kind is kind and one.place >= begin]
        judged = {
            Predictor.CONSTANT: [Judged(one.learner, one.right, rate, one.group) for one in mine],
            Predictor.FSRS: [
                Judged(one.learner, one.right, one.evidence.recall, one.group) for one in mine if one.evidence.recall is not None
            ],
            Predictor.SHIPPED: _judged(plan.model, mine),
            Predictor.REFITTED: _judged(fitted, [one for one in refitted if one.kind is kind and one.place >= begin]),
        }
        found += [Compared(kind, predictor, scored(answers, plan.seed)) for predictor, answers in judged.items() if answers]
    return found


def drawn_classes(rows: Iterable[Row], plan: Plan, size: int, draws: int) -> list[Compared]:
    """Return the figures of classes of `size` learners that are drawn from a log, with weights fitted on the learners who were not drawn.

    Each class is streamed alone (unseen), and once more after the answers of all the others to the same questions (taught). Kinds without
    an answer to score are left out.
    """
    log = [row for row in rows if rating_of(row)]
    learners = sorted({row.learner for row in log}, key=str)
    rng = Random(plan.seed)  # noqa: S311 - not a secret: which learners are drawn
    judged: dict[tuple[Kind, Predictor], list[Judged]] = {}
    for _ in range(draws):
        chosen = set(rng.sample(learners, min(size, len(learners))))
        others, own = ([row for row in log if (row.learner in chosen) is inside] for inside in (False, True))
        model = fit(others, near=PLAIN)
        begin = int(plan.share * len(own))
        for predictor, before in ((Predictor.UNSEEN, []), (Predictor.TAUGHT, _renamed(others, "other"))):
            for one in _streamed(model, before + own, plan):
                if one.place >= len(before) + begin:
                    answer = Judged(one.learner, one.right, model.predict(one.evidence), one.group)
                    judged.setdefault((one.kind, predictor), []).append(answer)
    return [
        Compared(kind, predictor, scored(judged[kind, predictor], plan.seed))
        for kind in Kind
        for predictor in (Predictor.UNSEEN, Predictor.TAUGHT)
        if (kind, predictor) in judged
    ]


def _judged(model: Model, seen: Iterable[_Seen]) -> list[Judged]:
    return [Judged(one.learner, one.right, model.predict(one.evidence), one.group) for one in seen]


def _renamed(rows: Iterable[Row], prefix: str) -> list[Row]:
    """Return answers whose learners are nobody in another log."""
    return [replace(row, learner=(prefix, row.learner)) for row in rows if rating_of(row)]


def _streamed(model: Model, rows: Sequence[Row], plan: Plan) -> list[_Seen]:
    """Return the answers that can be scored, with what was known before each."""
    stream, seen = model.start(), []
    days: dict[tuple[Hashable, Hashable], int] = {}
    lapses: dict[tuple[Hashable, Hashable], int] = {}
    for place, row in enumerate(plan.watch(rows)):
        pair, day = (row.learner, row.question), row.day if isinstance(row.day, int) else row.day.toordinal()
        for _, evidence, right in stream.scored([row]):
            group = None
            if evidence.recall is not None:
                group = group_of(day - days[pair], evidence.answers + 1, lapses.get(pair, 0))
                lapses[pair] = lapses.get(pair, 0) + (row.rating == Rating.AGAIN)
            seen.append(_Seen(place, row.learner, evidence, group, right))
        days[pair] = max(day, days.get(pair, day))
    return seen
