"""What was said about answers beforehand, held against what happened: whether predictions can be trusted.

A prediction is scored once, on the answer it was made for. First answers to a question are a group of their own: nothing can have been
forgotten. Left out are further answers on a day on which it was answered before (what was seen minutes ago says nothing about memory) and
cards that learners flip and rate themselves. An answer counts as right if it counts as remembered, since this is what FSRS predicts: one
that is mostly right does, too. A prediction is about being right, so the chance of a lucky guess is part of it: with the recall R of FSRS,
which is about knowing, and the score c of a blind guess, R + (1 - R) c. The chance is that of the question as it is asked now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum, sqrt
from typing import Literal

from quizapp.domain.memory.guessing import with_guess
from quizapp.domain.memory.memory import is_recalled
from quizapp.domain.memory.own_recall import LASTING, LaterAnswer, RecentAnswers
from quizapp.domain.memory.scoring import log_loss

ENOUGH = 30
"""The number of scored answers from which predictions are judged at all."""

DRAWN, DRAWN_OF_CLASS = 10, 30
"""The number of answers from which a group is shown, to a learner and to the teachers of a class."""

CLUSTERS = 10
"""The number of study days or students from which two predictors are compared: with fewer, the interval itself is not known."""

Z95 = 1.959964
"""The normal quantile for intervals of 95 %."""

CERTAIN = 1e-6
"""How far from 0 and 1 a probability is when its log loss is taken, so that one surprise does not weigh infinitely."""

GROUPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""The bounds of the groups of predictions; each group has its lower bound, the last one its upper bound too."""

Fit = Literal["good", "too-sure", "too-modest"]
Closer = Literal["closer", "further", "open"]


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """A question: the score a blind guess earns, below 1, and whether it is the hardest on its fact, which makes the fact known.

    `fact` is a name of its fact, another one in each deck; without one it is alone on it.
    """

    chance: float = 0.0
    hardest: bool = True
    fact: str = ""


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer with its grade of record and what was predicted before it.

    `recall` is that of FSRS, 1 on the day of the answer before it and None for the first answer. `said` is the prediction that counts, None
    if there was none; it includes the guess if `with_guess`. `remembered` is the outcome, `right` whether it was right in every part, and
    `flipped` whether it was given on the cards page, and `in_study` whether it was neither there nor in a quiz.
    """

    learner: int
    question: int
    day: date
    recall: float | None
    said: float | None
    remembered: bool
    right: bool
    flipped: bool = False
    with_guess: bool = False
    in_study: bool = True

    @property
    def repeated(self) -> bool:
        """Whether the question was answered before on the same day."""
        return self.recall is not None and self.recall >= 1


@dataclass(frozen=True, slots=True)
class Prediction:
    """A scored prediction: the probability that was `said`, that of `plain` FSRS, and whether the answer was `right`.

    `plain` is None for a first answer, about which FSRS says nothing. `known` is whether its fact was called known when it was asked.
    Answers of the same `cluster`, a student or a day, may hang together.
    """

    said: float
    right: bool
    plain: float | None
    cluster: int
    known: bool = False


@dataclass(frozen=True, slots=True)
class RightShare:
    """How many of some answers were right, with an interval of 95 % for the share."""

    answers: int
    right: int

    @property
    def share(self) -> float:
        """The share that was right; 0 without answers."""
        return self.right / self.answers if self.answers else 0.0

    @property
    def low(self) -> float:
        """The lower bound of the share."""
        return wilson(self.right, self.answers)[0]

    @property
    def high(self) -> float:
        """The upper bound of the share."""
        return wilson(self.right, self.answers)[1]


@dataclass(frozen=True, slots=True)
class Group(RightShare):
    """The answers about which a probability from `floor` to `ceiling` was said; `said` is their mean."""

    floor: float = 0.0
    ceiling: float = 1.0
    said: float = 0.0

    @property
    def fit(self) -> Fit:
        """Whether what was said lies within the interval of what happened, above it (too sure), or below it (too modest)."""
        return "good" if self.low <= self.said <= self.high else "too-sure" if self.said > self.high else "too-modest"


@dataclass(frozen=True, slots=True)
class Loss:
    """The mean log loss of a predictor, and whether what was said is closer to what happened than it; "open" if luck may decide."""

    loss: float
    said_is: Closer


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was said against what happened: in all, by group, against the best `constant` and plain FSRS, and for facts called known.

    All of these are about questions that were answered before; `firsts` is about first answers.
    """

    all: Group
    groups: Sequence[Group]
    loss: float
    constant: Loss
    plain: Loss | None
    known: RightShare
    firsts: Group

    @property
    def enough(self) -> bool:
        """Whether there are enough answers to say anything."""
        return self.all.answers >= ENOUGH

    def drawn(self, least: int) -> Sequence[Group]:
        """Return the groups with at least this many answers, the lowest first; the others say nothing yet."""
        return [group for group in self.groups if group.answers >= least]

    def off(self, least: int) -> float:
        """Return how far the groups with at least this many answers are off on average, each weighted by its answers; 0 without any.

        This is the expected calibration error (Naeini, Cooper and Hauskrecht 2015, AAAI). It contains luck: it is above 0 even for
        predictions that are true.
        """
        drawn = self.drawn(least)
        answers = sum(group.answers for group in drawn)
        return fsum(group.answers * abs(group.said - group.share) for group in drawn) / answers if answers else 0.0


def predictions(answers: Iterable[PastAnswer], questions: Mapping[int, ScoredQuestion], *, by_day: bool = False) -> list[Prediction]:
    """Return the predictions that are scored, from answers that count, in order of time; those to other questions are left out.

    With `by_day` the answers of a study day are a cluster, otherwise those of a learner. A fact was called known by the rule of
    `memory.is_known` for its hardest question, read off the answers themselves; of one whose earlier answers are missing here, it is
    called known no sooner than these answers show. What the learner's own answers say of their recall is read off them, too.
    """
    found: list[Prediction] = []
    pasts: dict[int, _Past] = defaultdict(_Past)
    for answer in answers:
        asked = questions.get(answer.question)
        if asked is None:
            continue
        past = pasts[answer.learner]
        if answer.said is not None and not answer.repeated and not answer.flipped:
            said = answer.said if answer.with_guess else with_guess(answer.said, asked.chance)
            plain = None if answer.recall is None else with_guess(answer.recall, asked.chance)
            cluster = answer.day.toordinal() if by_day else answer.learner
            found.append(Prediction(said, answer.remembered, plain, cluster, past.knows(answer, asked)))
        past.add(answer, asked)
    return found


class _Past:
    """What came before an answer of a learner: of each question its first and its last day and whether it was proven, and own recall."""

    def __init__(self) -> None:
        self.met: dict[int, tuple[date, date, bool]] = {}
        self.recent = RecentAnswers()
        self.practised: dict[str, date] = {}

    def knows(self, answer: PastAnswer, asked: ScoredQuestion) -> bool:
        """Return whether the fact was called known before an answer."""
        proven = answer.question in self.met and self.met[answer.question][2]
        return answer.recall is not None and asked.hardest and proven and is_recalled(answer.recall, asked.chance, self.recent.own)

    def add(self, answer: PastAnswer, asked: ScoredQuestion) -> None:
        """Take note of an answer. Of one whose earlier answers are missing here, any later answer is on a later day than the first."""
        start = answer.day if answer.recall is None or answer.repeated else date.min
        first, last, proven = self.met.get(answer.question, (start, answer.day, False))
        fact = asked.fact or str(answer.question)
        later = answer.in_study and answer.recall is not None and self.practised.get(fact) != answer.day
        lasting = (answer.day - last).days >= LASTING
        self.recent.add(LaterAnswer(answer.recall or 0.0, answer.remembered, lasting) if later else None)
        if answer.in_study:
            self.practised[fact] = answer.day
        proven = answer.right and (proven or (not answer.flipped and answer.day > first))
        self.met[answer.question] = first, answer.day, proven


def calibrate(predicted: Sequence[Prediction]) -> Calibration:
    """Hold predictions against what happened.

    The constant is the share that was right in all, which nobody knew beforehand: no other constant has a smaller loss, so what is closer
    than this one is closer than each of them. Without answers, all figures are 0. Plain FSRS is left out where it is what was said.
    """
    scored = [one for one in predicted if one.plain is not None]
    in_all = _group(scored, 0.0, 1.0)
    said = [log_loss(one.said, right=one.right, nearest=CERTAIN) for one in scored]
    constant = [log_loss(in_all.share, right=one.right, nearest=CERTAIN) for one in scored]
    plain = [log_loss(one.plain, right=one.right, nearest=CERTAIN) for one in scored if one.plain is not None]
    layered = any(one.said != one.plain for one in scored)
    known = [one.right for one in scored if one.known]
    return Calibration(
        all=in_all,
        groups=_groups(scored),
        loss=_mean(said),
        constant=Loss(_mean(constant), _closer(scored, said, constant)),
        plain=Loss(_mean(plain), _closer(scored, said, plain)) if layered else None,
        known=RightShare(len(known), sum(known)),
        firsts=_group([one for one in predicted if one.plain is None], 0.0, 1.0),
    )


def wilson(right: int, answers: int) -> tuple[float, float]:
    """Return the interval of 95 % for a share (Wilson 1927, JASA 22:209-212); from 0 to 1 without answers.

    Unlike the usual interval it stays within 0 and 1 and holds for few answers. Answers are taken to be independent.
    """
    if not answers:
        return 0.0, 1.0
    share, extra = right / answers, Z95 * Z95 / answers
    middle = (share + extra / 2) / (1 + extra)
    half = Z95 * sqrt(share * (1 - share) / answers + extra / (4 * answers)) / (1 + extra)
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def _groups(scored: Iterable[Prediction]) -> list[Group]:
    inside: list[list[Prediction]] = [[] for _ in GROUPS[1:]]
    for one in scored:
        inside[bisect_right(GROUPS[1:-1], one.said)].append(one)
    return [_group(some, low, high) for some, low, high in zip(inside, GROUPS, GROUPS[1:], strict=False)]


def _group(scored: Sequence[Prediction], low: float, high: float) -> Group:
    return Group(len(scored), sum(one.right for one in scored), low, high, _mean([one.said for one in scored]))


def _closer(scored: Sequence[Prediction], said: Sequence[float], other: Sequence[float]) -> Closer:
    """Return whether the losses of what was said are smaller than others, outside the interval of 95 % of their mean difference.

    Answers of a cluster may hang together, so its differences are added before they are squared, with the correction for few clusters
    (Cameron and Miller 2015, Journal of Human Resources 50:317-372).
    """
    differences = [one - two for one, two in zip(said, other, strict=True)]
    mean = _mean(differences)
    sums: dict[int, float] = defaultdict(float)
    for one, difference in zip(scored, differences, strict=True):
        sums[one.cluster] += difference - mean
    if len(sums) < CLUSTERS:
        return "open"
    correction = len(sums) / (len(sums) - 1)
    half = Z95 * sqrt(correction * fsum(total * total for total in sums.values())) / len(scored)
    return "closer" if mean < -half else "further" if mean > half else "open"


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values) if values else 0.0
