"""date: a typed year, month or day, or a range of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from random import Random
from typing import ClassVar, Literal

from pydantic import Field

from quizapp.domain.questions.loading import Fault, Scalar
from quizapp.domain.questions.moment import DateAnswer, known_moment
from quizapp.domain.questions.question import FormatError, Prompt, Response
from quizapp.domain.questions.typed import TypedLoader, TypedQuestion


class Date(TypedQuestion):
    """A right answer that is a date or a range."""

    malformed: ClassVar[str] = "bad-date"

    type: Literal["date"] = "date"
    answer: Scalar = Field(description="The right date: 2019, 2019-07, 2019-07-01, 44 BC, or a range such as 1910/1945.")
    precision: Literal["year", "month", "day"] | None = Field(
        default=None,
        description="The precision asked for; by default that of the answer.",
    )

    @property
    def right(self) -> tuple[str, ...]:
        """The date in words."""
        return (self.expected.text,)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The date as it was written."""
        return ((self.answer,),)

    @cached_property
    def expected(self) -> DateAnswer:
        """What grades a response; a question whose answer is not a date is refused before it is asked."""
        return known_moment(self.answer, self.language, self.precision, self.prompt) or DateAnswer((), "year")

    def faults(self) -> Iterable[Fault]:
        """Yield answers that are not dates, a precision finer than the answer, and mistakes whose feedback can never be shown."""
        if not self.expected.dates:
            yield Fault("bad-date", ("answer",))
        elif isinstance(self.expected.judge(self.answer), FormatError):
            yield Fault("bad-precision", ("precision",))
        else:
            yield from self.mistake_faults()


class DateType(TypedLoader[Date]):
    """The facts and verbs of date."""

    name = "date"
    model = Date

    def present(self, question: Date, rng: Random) -> Prompt:  # noqa: ARG002 - nothing to shuffle
        """Ask for a date or a range with a certain precision."""
        expected = question.expected
        return Prompt(self.name, question.prompt, asks=expected.precision + "s" * (len(expected.dates) > 1))

    def right_response(self, question: Date) -> Response:
        """Return the date in words, or as written if the words would be read as another date: January 1, 99 would be in 1999."""
        words = super().right_response(question)
        return words if self.grade(question, words).score == 1 else Response((question.answer,))
