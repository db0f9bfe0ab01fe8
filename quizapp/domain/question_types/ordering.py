"""ordering: items are put in the right order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import comb, factorial
from random import Random
from typing import Annotated, Literal

from pydantic import Field

from quizapp.domain.questions.loading import Fault, LoadedQuestion, Scalar
from quizapp.domain.questions.options import equal_options, letter, shuffled
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import Difference, Fields, FormatError, Grade, OnPaper, Portion, Prompt, Response, Slug
from quizapp.domain.questions.replies import numbered, single


class Ordering(LoadedQuestion):
    """Items in their right order."""

    type: Literal["ordering"] = "ordering"
    items: Annotated[tuple[Scalar, ...], Field(min_length=2, max_length=12)] = Field(description="2 to 12 items in the right order.")
    evidence: Annotated[tuple[Slug, ...], Field(min_length=1)] | None = Field(
        default=None, description="Other facts whose quotes are shown in the feedback."
    )

    @property
    def numbered(self) -> tuple[str, ...]:
        """The items in code point order, which numbers their fields."""
        return tuple(sorted(self.items))

    @property
    def right(self) -> tuple[str, ...]:
        """The items in the right order."""
        return self.items

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The facts given as evidence."""
        return self.evidence or ()

    @property
    def chance(self) -> float:
        """The expected score of a random order: the share of pairs in the right order minus that in the wrong one, never below 0."""
        orders = [1]  # orders[k]: the number of orders of the items so far with k pairs in the wrong order
        for count in range(2, len(self.items) + 1):
            orders = [sum(orders[max(0, wrong - count + 1) : wrong + 1]) for wrong in range(len(orders) + count - 1)]
        pairs = comb(len(self.items), 2)
        return sum(ways * max(0, pairs - 2 * wrong) for wrong, ways in enumerate(orders)) / pairs / factorial(len(self.items))

    def faults(self) -> Iterable[Fault]:
        """Yield items that look alike."""
        return equal_options([(("items", place), text) for place, text in enumerate(self.items)])


class OrderingType(Ordinary[Ordering]):
    """The facts and verbs of ordering. A response is the items in the order given, without those that were left out."""

    name = "ordering"
    model = Ordering
    sequence = True

    def field_names(self, question: Ordering) -> tuple[str, ...]:
        """Return a field for the position of each item."""
        return numbered("order", len(question.items))

    def present(self, question: Ordering, rng: Random) -> Prompt:
        """Show the items, shuffled from an order that does not depend on the right one."""
        numbers = {item: number for number, item in enumerate(question.numbered, start=1)}
        return Prompt(self.name, question.prompt, items=tuple((numbers[item], item) for item in shuffled(question.items, rng)))

    def parse(self, question: Ordering, fields: Fields) -> Response | FormatError:
        """Read the position of each item; an item without one is left out of the order."""
        chosen = single(fields, self.field_names(question))
        if isinstance(chosen, FormatError):
            return chosen
        positions = {str(position): position for position in range(1, len(question.items) + 1)}
        placed = {item: value for item, value in zip(question.numbered, chosen, strict=True) if value}
        if not positions.keys() >= set(placed.values()):
            return FormatError("position-unknown", {"count": len(positions)})
        if len(set(placed.values())) < len(placed):
            return FormatError("repeated")
        return Response(tuple(sorted(placed, key=lambda item: positions[placed[item]])))

    def untouched(self, question: Ordering, prompt: Prompt, response: Response) -> bool:  # noqa: ARG002 - the order shown is enough
        """Return whether the items stand as they were shown."""
        return response.values == tuple(item for _, item in prompt.items)

    def grade(self, question: Ordering, response: Response) -> Grade:
        """Return the pairs in the right order minus those in the wrong order, over all pairs, never below 0."""
        given = {item: place for place, item in enumerate(response.values, start=1)}
        pairs = list(combinations(question.items, 2))
        ordered = sum(first in given and second in given and given[first] < given[second] for first, second in pairs)
        differences = tuple(
            Difference("item", item, str(given.get(item, "")), str(place), ok=given.get(item) == place)
            for place, item in enumerate(question.items, start=1)
        )
        portion = Portion(ordered, len(pairs), "pairs")
        return Grade.of(max(0, 2 * ordered - len(pairs)) / len(pairs), portion=portion, differences=differences)

    def fields(self, question: Ordering, response: Response) -> Fields:
        """Return the position of each item that has one."""
        places = {item: str(place) for place, item in enumerate(response.values, start=1)}
        named = zip(self.field_names(question), question.numbered, strict=True)
        return {name: (places[item],) for name, item in named if item in places}

    def printed(self, question: Ordering, prompt: Prompt) -> OnPaper:
        """List the items, and leave a line for their letters."""
        items = tuple(item for _, item in prompt.items)
        return OnPaper(", ".join(letter(items, item) for item in question.items), how="order", lettered=items, lines=1)
