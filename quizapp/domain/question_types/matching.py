"""matching: each left side is matched with its right side."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter

from quizapp.domain.questions.loading import Distractors, Fault, LoadedQuestion, Scalar
from quizapp.domain.questions.options import equal_options, letter, right_among_wrong, shuffled
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import CardSides, Difference, Fields, FormatError, Front, Grade, OnPaper, Portion, Prompt, Response
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
    """Pairs of a left and a right side; two left sides may share a right one."""

    recalled: ClassVar[bool] = False

    type: Literal["matching"] = "matching"
    pairs: Pairs = Field(description="2 to 12 pairs, left: right.")
    distractors: Distractors | None = Field(default=None, description="1 to 12 extra right sides that match nothing on the left.")

    @property
    def lefts(self) -> tuple[str, ...]:
        """The left sides in code point order, which numbers their fields."""
        return tuple(sorted(left for left, _ in self.pairs))

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right side once."""
        return tuple({right for _, right in self.pairs} | {*self.wrong})

    @property
    def wrong(self) -> tuple[str, ...]:
        """The right sides that belong to no left side."""
        return tuple(entry.text for entry in self.distractors or ())

    @property
    def right(self) -> tuple[str, ...]:
        """Each pair, in the author's order."""
        return tuple(f"{left}: {right}" for left, right in self.pairs)

    @property
    def chance(self) -> float:
        """The chance of picking one of the right sides."""
        return 1 / len(self.rights)

    def faults(self) -> Iterable[Fault]:
        """Yield sides that look alike, and right sides among the distractors."""
        yield from equal_options([(("pairs", left), left) for left, _ in self.pairs])
        rights = {right: left for left, right in self.pairs}
        yield from equal_options([(("pairs", left), right) for right, left in rights.items()])
        wrong = [(("distractors", place), entry.text) for place, entry in enumerate(self.distractors or ())]
        yield from equal_options(wrong)
        yield from right_among_wrong([*rights], wrong, self._context)


class MatchingType(Ordinary[Matching]):
    """The facts and verbs of matching. A response is the right side for each left one, in code point order of the left; "" for none."""

    name = "matching"
    model = Matching

    def field_names(self, question: Matching) -> tuple[str, ...]:
        """Return a field for each left side."""
        return numbered("match", len(question.pairs))

    def present(self, question: Matching, rng: Random) -> Prompt:
        """Show the left sides, and for each the same right sides to choose from, both shuffled independently."""
        numbers = {left: number for number, left in enumerate(question.lefts, start=1)}
        lefts = tuple((numbers[left], left) for left in shuffled(question.lefts, rng))
        return Prompt(self.name, question.prompt, lefts=lefts, rights=shuffled(question.rights, rng))

    def parse(self, question: Matching, fields: Fields) -> Response | FormatError:
        """Read the right side chosen for each left one, "" for none."""
        chosen = single(fields, self.field_names(question))
        if isinstance(chosen, FormatError):
            return chosen
        return Response(chosen) if set(chosen) <= {"", *question.rights} else UNLISTED

    def grade(self, question: Matching, response: Response) -> Grade:
        """Return the share of left sides that are matched with their right one."""
        pairs = dict(question.pairs)
        differences = tuple(
            Difference("pair", left, given, pairs[left], ok=given == pairs[left])
            for left, given in zip(question.lefts, response.values, strict=False)
        )
        right = sum(difference.ok for difference in differences)
        return Grade.of(right / len(pairs), portion=Portion(right, len(pairs)), differences=differences)

    def right_response(self, question: Matching) -> Response:
        """Return the right side that belongs to each left one."""
        pairs = dict(question.pairs)
        return Response(tuple(pairs[left] for left in question.lefts))

    def as_card(self, question: Matching, prompt: Prompt) -> CardSides:
        """Put the left sides alone on the front, so that it is short."""
        return CardSides(Front(prompt.text, offered=(tuple(left for _, left in prompt.lefts),)), question.right)

    def as_cards(self, question: Matching, prompt: Prompt) -> tuple[CardSides, ...]:
        """Return a card for each pair, in the order of the left sides shown."""
        pairs = dict(question.pairs)
        return tuple(CardSides(Front(left, about=prompt.text), (pairs[left],)) for _, left in prompt.lefts)

    def printed(self, question: Matching, prompt: Prompt) -> OnPaper:
        """Leave a blank after each left side for the letter of its right one."""
        pairs, lefts = dict(question.pairs), tuple(left for _, left in prompt.lefts)
        key = ", ".join(f"{place} {letter(prompt.rights, pairs[left])}" for place, left in enumerate(lefts, start=1))
        return OnPaper(key, blanks=lefts, lettered=prompt.rights)
