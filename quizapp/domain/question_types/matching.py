"""matching: each left side is given its right side."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter

from quizapp.domain.questions.loading import Distractors, Fault, LoadedQuestion, Loader, Scalar
from quizapp.domain.questions.options import equal_options, right_among_wrong, shuffled
from quizapp.domain.questions.question import Difference, Fields, FormatError, Grade, Prompt, Response
from quizapp.domain.questions.replies import UNLISTED, numbered, single

_MAPPING: TypeAdapter[dict[str, str]] = TypeAdapter(Annotated[dict[Scalar, Scalar], Field(min_length=2, max_length=12)])


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple(_MAPPING.validate_python(value).items())


Pairs = Annotated[
    tuple[tuple[str, str], ...],
    PlainValidator(_pairs, json_schema_input_type=Annotated[dict[str, Scalar], Field(min_length=2, max_length=12)]),
    PlainSerializer(dict, return_type=dict[str, str]),
]


class Matching(LoadedQuestion):
    """Pairs of a left and a right side; two lefts may share a right one."""

    recalled: ClassVar[bool] = False

    type: Literal["matching"] = "matching"
    pairs: Pairs = Field(description="2 to 12 pairs, left: right.")
    distractors: Distractors | None = Field(default=None, description="1 to 12 right sides that belong to no left one.")

    @property
    def lefts(self) -> tuple[str, ...]:
        """The left sides in code point order, which numbers their fields."""
        return tuple(sorted(left for left, _ in self.pairs))

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right side once."""
        return tuple({right for _, right in self.pairs} | {entry.text for entry in self.distractors or ()})

    @property
    def right(self) -> tuple[str, ...]:
        """Each pair, as the author ordered them."""
        return tuple(f"{left}: {right}" for left, right in self.pairs)

    @property
    def chance(self) -> float:
        """One of the right sides."""
        return 1 / len(self.rights)

    def faults(self) -> Iterable[Fault]:
        """Yield sides that look alike, and right sides among the distractors."""
        yield from equal_options([(("pairs", left), left) for left, _ in self.pairs])
        rights = {right: left for left, right in self.pairs}
        yield from equal_options([(("pairs", left), right) for right, left in rights.items()])
        wrong = [(("distractors", place), entry.text) for place, entry in enumerate(self.distractors or ())]
        yield from equal_options(wrong)
        yield from right_among_wrong([*rights], wrong, self._context)


class MatchingType(Loader[Matching]):
    """The verbs of matching."""

    name = "matching"
    model = Matching

    def present(self, question: Matching, rng: Random) -> Prompt:
        """Show the left sides, and for each the same right sides to choose from, both shuffled on their own."""
        numbers = {left: number for number, left in enumerate(question.lefts, start=1)}
        lefts = tuple((numbers[left], left) for left in shuffled(question.lefts, rng))
        return Prompt(self.name, question.prompt, lefts=lefts, rights=shuffled(question.rights, rng))

    def parse(self, question: Matching, fields: Fields) -> Response | FormatError:
        """Read the right side chosen for each left one, "" for none."""
        chosen = single(fields, numbered("match", len(question.pairs)))
        if isinstance(chosen, FormatError):
            return chosen
        return Response(chosen) if set(chosen) <= {"", *question.rights} else UNLISTED

    def grade(self, question: Matching, response: Response) -> Grade:
        """Give the share of left sides that have their right one."""
        pairs = dict(question.pairs)
        differences = tuple(
            Difference("pair", left, given, pairs[left], ok=given == pairs[left])
            for left, given in zip(question.lefts, response.values, strict=False)
        )
        return Grade.of(sum(difference.ok for difference in differences) / len(pairs), differences=differences)
