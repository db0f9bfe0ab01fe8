"""Whether an answer will be right: FSRS's recall, how hard the question is for everybody, and how able the learner is.

FSRS alone knows neither of the last two, and in a class they matter more than forgetting does (docs/decisions/0023-prediction.md). Both are
read off running numbers (`running`), everybody's earlier answers to the question and the learner's own residuals:

- first answers: logit p = base + difficulty + ability + siblings, the recall of the fact's other questions;
- later answers: logit p = base + b logit R + difficulty in first and in later answers + ability + the logarithm of the learner's answers to
  the question. R is FSRS's recall, the only term that changes with time. What all next-day answers so far were better or worse than this
  says is added: the weights come from one course, and the level of another differs.

Where nobody else has answered a question, a later answer is predicted by FSRS alone. Rates are without lucky guesses; the result, the
probability of a right answer, is with them. That difficulty and ability are pooled over a class is the idea of Lindsey et al. (2014,
Psychological Science 25, 639).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple, Protocol

from quizapp.domain.memory.evidence import Evidence
from quizapp.domain.memory.guessing import with_guess
from quizapp.domain.memory.regression import Case, fitted, logistic
from quizapp.domain.memory.running import Contribution, LearnerNumbers, QuestionNumbers
from quizapp.domain.memory.scheduling import LONGEST, Rating, State, predicted, review

SIBLINGS = 12
"""How many of the fact's other questions count, the newest first."""

RIDGE = 1.0
"""How strongly the weights are drawn towards those they started from: about as much as four answers would."""

_EPOCH = date(2000, 1, 1)  # only the days between two answers matter; with the last one always here, no log leaves the calendar


class LogRow(Protocol):
    """One answer of a log, in order of time. `fit` and `Stream` take any object with these attributes, `Row` for example."""

    @property
    def learner(self) -> Hashable:
        """Who answered."""

    @property
    def question(self) -> Hashable:
        """What was asked."""

    @property
    def fact(self) -> Hashable:
        """What it asks about; other questions may ask about it too."""

    @property
    def day(self) -> date | int:
        """The study day, a date or a count of days."""

    @property
    def at(self) -> float:
        """When it was given, in seconds."""

    @property
    def rating(self) -> int | None:
        """From 1 (forgotten) to 4; None before the answer. Any other number is a study view, which is skipped."""

    @property
    def options(self) -> int:
        """How many options there were, 0 if the answer was typed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of a log; see `LogRow`."""

    learner: Hashable
    question: Hashable
    fact: Hashable
    day: date | int
    at: float
    rating: int | None
    options: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of the layer: four for first answers (base, difficulty, ability, siblings) and six for later ones.

    The latter are base, recall, difficulty in first and in later answers, ability, answers.
    """

    first: tuple[float, ...]
    later: tuple[float, ...]

    def predict(self, evidence: Evidence) -> float:
        """Return the probability of a right answer, strictly between 0 and 1."""
        return self.predictions(evidence)[0]

    def predictions(self, evidence: Evidence) -> tuple[float, float]:
        """Return the prediction, and the one before everybody's surplus is added to it."""
        case = evidence.case(right=True)
        later = evidence.recall is not None
        z = case.offset + sum(weight * value for weight, value in zip(self.later if later else self.first, case.inputs, strict=True))
        weighted = with_guess(logistic(z), case.floor)
        return (with_guess(logistic(z + evidence.trust * evidence.surplus), case.floor) if later else weighted), weighted

    def start(self) -> Stream:
        """Return a stream that has not seen any answer."""
        return Stream(self)


class _Held(NamedTuple):
    """A learner's memory of a question: FSRS's two numbers, the day of the newest answer, and how many there were."""

    stability: float
    difficulty: float
    last: int
    answers: int


class Stream:
    """Predicts each answer from all earlier ones, as the program does while a class studies. Its weights stay until others are used."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._questions: dict[Hashable, QuestionNumbers] = {}
        self._facts: dict[Hashable, QuestionNumbers] = {}
        self._everybody = QuestionNumbers()
        self._learners: dict[Hashable, LearnerNumbers] = {}
        self._held: dict[tuple[Hashable, Hashable], dict[Hashable, _Held]] = {}

    def use(self, model: Model) -> None:
        """Predict with other weights from now on, as a site does: everything summed up so far stays, everybody's surplus too."""
        self._model = model

    def predict(self, row: LogRow) -> float:
        """Return the probability that an answer will be right, strictly between 0 and 1; its rating is not looked at."""
        return self._model.predict(self.evidence(row))

    def evidence(self, row: LogRow) -> Evidence:
        """Return what is known before an answer."""
        day, held = _count(row.day), self._held.get((row.learner, row.fact), {})
        own = held.get(row.question)
        newest = islice((one for question, one in reversed(held.items()) if question != row.question), SIBLINGS)
        return Evidence(
            recall=_recall(own, day) if own else None,
            answers=own.answers if own else 0,
            siblings=tuple(_recall(one, day) for one in newest),
            question=self._questions.get(row.question, QuestionNumbers()),
            fact=self._facts.get(row.fact, QuestionNumbers()),
            everybody=self._everybody,
            learner=self._learners.get(row.learner, LearnerNumbers()),
            floor=1 / row.options if row.options and row.options > 1 else 0.0,
        )

    def learn(self, row: LogRow) -> Contribution | None:
        """Take in an answer and return what it says; a study view, or a row without a rating, is skipped."""
        rating = rating_of(row)
        return None if rating is None else self._take(row, rating, self.evidence(row))

    def scored(self, rows: Iterable[LogRow]) -> Iterator[tuple[LogRow, Evidence, bool]]:
        """Learn rows in order of time; yield the first answers and those of a later day, with what was known before and whether right.

        An answer on the day of the last one to the same question says little about memory; it is learned but not scored.
        """
        for row in rows:
            rating = rating_of(row)
            if rating is not None:
                evidence, repeated = self.evidence(row), self._repeated(row)
                self._take(row, rating, evidence)
                if not repeated:
                    yield row, evidence, rating > Rating.AGAIN

    def _repeated(self, row: LogRow) -> bool:
        own = self._held.get((row.learner, row.fact), {}).get(row.question)
        return own is not None and own.last >= _count(row.day)

    def _take(self, row: LogRow, rating: Rating, evidence: Evidence) -> Contribution:
        outcome = evidence.outcome(*self._model.predictions(evidence), right=rating > Rating.AGAIN)
        self._questions[row.question] = evidence.question.plus(outcome)
        self._facts[row.fact] = evidence.fact.plus(outcome)
        self._everybody = self._everybody.plus(outcome)
        self._learners[row.learner] = evidence.learner.plus(outcome)
        held = self._held.setdefault((row.learner, row.fact), {})
        held[row.question] = _reviewed(held.pop(row.question, None), rating, _count(row.day))
        return outcome


def fit(rows: Iterable[LogRow], *, near: Model | None = None) -> Model:
    """Return the weights that predict the first and the next-day answers of a log best.

    `rows` are in order of time. With few answers the weights stay near those of `near`, by default the shipped ones. Those of recall are
    never below 0, whatever the log says: no prediction rises while nothing is answered.
    """
    near = near or DEFAULT
    stream = near.start()
    return fit_cases(((evidence, right) for _, evidence, right in stream.scored(rows)), near)


def fit_cases(cases: Iterable[tuple[Evidence, bool]], near: Model) -> Model:
    """Return the weights that fit answers best, each given as what was known before it and whether it was right; see `fit`."""
    firsts: list[Case] = []
    laters: list[Case] = []
    for evidence, right in cases:
        (firsts if evidence.recall is None else laters).append(evidence.case(right=right))
    return fit_kinds(firsts, laters, near)


def fit_kinds(firsts: Sequence[Case], laters: Sequence[Case], near: Model, level: float = 0.0) -> Model:
    """Return the weights that fit first and later answers best; see `fit`. `level` is what will be added to them as everybody's surplus."""
    base, difficulty, ability, siblings = fitted(firsts, near.first, RIDGE)
    # The surplus is multiplied by the same trust as the base: fitting beside it is fitting a base with it in.
    later_base, recall, *others = fitted(laters, (near.later[0] + level, *near.later[1:]), RIDGE)
    return Model((base, difficulty, ability, max(siblings, 0.0)), (later_base - level, max(recall, 0.0), *others))


def rating_of(row: LogRow) -> Rating | None:
    """Return the rating of an answer, None for a study view or a row without one."""
    return Rating(row.rating) if row.rating in _RATINGS else None


_RATINGS = frozenset(Rating)


def _count(day: date | int) -> int:
    return day.toordinal() if isinstance(day, date) else int(day)


def _recall(held: _Held, day: int) -> float:
    return predicted(held.stability, day - held.last)


def _reviewed(held: _Held | None, rating: Rating, day: int) -> _Held:
    """Return the memory after one more answer; a day before the last answer counts as that of the last answer."""
    gap = min(max(day - held.last, 0), LONGEST) if held else 0
    before = State(held.stability, held.difficulty, _EPOCH, _EPOCH) if held else None
    after = review(before, rating, _EPOCH + timedelta(days=gap))
    return _Held(after.stability, after.difficulty, max(day, held.last) if held else day, held.answers + 1 if held else 1)


PLAIN = Model(first=(0.0, 1.0, 0.0, 0.0), later=(0.0, 1.0, 0.0, 0.0, 0.0, 0.0))
"""Knows nothing but FSRS's recall and how hard a question is at first."""

DEFAULT = Model(first=(-0.343, 1.090, 1.035, 1.199), later=(-1.305, 0.602, 0.480, 0.630, 1.075, 0.816))
"""The shipped weights, fitted on a course of statistics: 239 students, 144 gaps of 36 facts, 27,543 answers."""
