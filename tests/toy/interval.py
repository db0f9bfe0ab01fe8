"""interval: the two bounds of a range, each typed into a field of its own."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Literal

from pydantic import Field

from quizapp.domain.questions.loading import Fault, LoadedQuestion, Scalar
from quizapp.domain.questions.numbers import Amount, number_key
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import Difference, Fields, FormatError, Grade, Portion, Prompt, Response
from quizapp.domain.questions.replies import misread, typed


class Interval(LoadedQuestion):
    """The bounds of a range."""

    type: Literal["interval"] = "interval"
    low: Scalar = Field(description="The lower bound.")
    high: Scalar = Field(description="The upper bound.")

    @property
    def right(self) -> tuple[str, ...]:
        """The lower bound and the upper one."""
        return (self.low, self.high)

    @property
    def judges(self) -> tuple[Amount, ...]:
        """What grades a bound."""
        return tuple(Amount(bound, number_key(bound, self.language) or 0, language=self.language) for bound in self.right)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """Each bound as it was written."""
        return tuple((bound,) for bound in self.right)

    def faults(self) -> Iterable[Fault]:
        """Yield bounds that are not numbers."""
        for name, bound in zip(("low", "high"), self.right, strict=True):
            if number_key(bound, self.language) is None:
                yield Fault("bad-number", (name,))


class IntervalType(Ordinary[Interval]):
    """The facts and verbs of interval. A response is the two bounds, "" for one that was left blank."""

    name = "interval"
    model = Interval
    given_as = "plain"
    right_as = "plain"
    typed = True

    def field_names(self, question: Interval) -> tuple[str, ...]:
        """Return a field for each bound."""
        return ("low", "high")

    def present(self, question: Interval, rng: Random) -> Prompt:
        """Ask for both bounds."""
        return Prompt(self.name, question.prompt, asks="number")

    def parse(self, question: Interval, fields: Fields) -> Response | FormatError:
        """Read both bounds."""
        texts = typed(fields, self.field_names(question))
        if isinstance(texts, FormatError):
            return texts
        return misread(question.judges, texts) or Response(texts)

    def grade(self, question: Interval, response: Response) -> Grade:
        """Return half for each bound."""
        judged = [judge.judge(text) for judge, text in zip(question.judges, response.values, strict=False)]
        right = [isinstance(found, Grade) and found.score == 1 for found in judged]
        parts = zip(("1", "2"), response.values, question.right, right, strict=False)
        differences = tuple(Difference("gap", name, given, bound, ok=ok) for name, given, bound, ok in parts)
        return Grade.of(sum(right) / 2, portion=Portion(sum(right), 2), differences=differences)
