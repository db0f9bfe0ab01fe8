"""numeric: a typed number, optionally with a unit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from quizapp.domain.questions.loading import Fault, Scalar
from quizapp.domain.questions.numbers import Amount, amount_of, number_key, read_tolerance
from quizapp.domain.questions.question import Prompt
from quizapp.domain.questions.typed import TypedLoader, TypedQuestion


def _listed(unit: object) -> object:
    return [unit] if isinstance(unit, str) else unit


Units = Annotated[tuple[Scalar, ...], Field(min_length=1), BeforeValidator(_listed, json_schema_input_type=Scalar | tuple[Scalar, ...])]


class Numeric(TypedQuestion):
    """A right answer that is a number."""

    malformed: ClassVar[str] = "bad-number"

    type: Literal["numeric"] = "numeric"
    answer: Scalar = Field(description="The right number, as it is shown: 12, 2.5, 2.3 million.")
    unit: Units | None = Field(default=None, description="The unit, or a list of its forms; the first is shown.")
    tolerance: Scalar | None = Field(
        default=None, description="How far off an answer may be and still be right, ends included: a number or 2%."
    )

    @property
    def right(self) -> tuple[str, ...]:
        """The number and its unit."""
        return (" ".join([self.answer, *(self.unit or ())[:1]]),)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The number as it was written."""
        return ((self.answer,),)

    @cached_property
    def expected(self) -> Amount:
        """What grades a response."""
        known = amount_of(self.answer, self.language)
        value = known.value if known else Fraction(0)
        tolerance = read_tolerance(self.tolerance or "0", value, self.language) or Fraction(0)
        scaled = known is not None and known.scaled
        return Amount(self.answer, value, self.unit or (), tolerance, self.language, self.prompt, scaled=scaled)

    def faults(self) -> Iterable[Fault]:
        """Yield answers that are not numbers, and mistakes whose feedback can never be shown."""
        if number_key(self.answer, self.language) is None:
            yield Fault("bad-number", ("answer",))
        elif self.tolerance and read_tolerance(self.tolerance, Fraction(0), self.language) is None:
            yield Fault("bad-number", ("tolerance",))
        else:
            yield from self.mistake_faults()


class NumericType(TypedLoader[Numeric]):
    """The facts and verbs of numeric."""

    name = "numeric"
    model = Numeric

    def present(self, question: Numeric, rng: Random) -> Prompt:  # noqa: ARG002 - nothing to shuffle
        """Ask for a number, beside its unit, without saying whether it is whole, which would hint at the right answer."""
        return Prompt(self.name, question.prompt, asks="number", unit=next(iter(question.expected.units), ""))
