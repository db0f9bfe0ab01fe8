"""flashcard: a front, a back, and the learner's own rating of how well it was known."""

from __future__ import annotations

from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field

from quizapp.domain.questions.loading import LoadedQuestion
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import Fields, FormatError, Grade, OnPaper, Prompt, Response, Text
from quizapp.domain.questions.replies import single
from quizapp.domain.questions.text import look

RATINGS = ("again", "hard", "good", "easy")
KNOWN = "good"


class Flashcard(LoadedQuestion):
    """A card to turn over."""

    type: Literal["flashcard"] = "flashcard"
    answer: Text = Field(description="The back of the card.")
    both_ways: bool = Field(default=False, description="Also ask from back to front, as a separate question.")
    ideas: Annotated[tuple[Text, ...], Field(min_length=1)] | None = Field(
        default=None, description="A checklist shown with the answer: what a good response includes."
    )

    @property
    def right(self) -> tuple[str, ...]:
        """The back of the card."""
        return (self.answer,)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The back of the card."""
        return ((self.answer,),)

    @property
    def checklist(self) -> tuple[str, ...]:
        """The ideas."""
        return self.ideas or ()

    def both(self) -> tuple[Self, ...]:
        """Return the card and, with `both_ways`, the reversed one, whose id ends in -back."""
        if not self.both_ways:
            return (self,)
        turned = {
            "id": self.id and f"{self.id}-back",
            "formerly": self.formerly and tuple(f"{name}-back" for name in self.formerly),
            "prompt": self.answer,
            "answer": self.prompt,
            "both_ways": False,
            "hint": None,
            "ideas": None,
            "image": None,  # it belongs to the front, which is the right answer now
        }
        return self, self.model_copy(update=turned)


class FlashcardType(Ordinary[Flashcard]):
    """The facts and verbs of flashcard. A response is one of `RATINGS`."""

    name = "flashcard"
    model = Flashcard
    shows = "card"
    given_as = "code"
    self_rated = True

    def field_names(self, question: Flashcard) -> tuple[str, ...]:  # noqa: ARG002 - all have the same field
        """Return the one field, `rating`."""
        return ("rating",)

    def present(self, question: Flashcard, rng: Random) -> Prompt:  # noqa: ARG002 - nothing to shuffle
        """Show the front."""
        return Prompt(self.name, question.prompt)

    def parse(self, question: Flashcard, fields: Fields) -> Response | FormatError:
        """Read the rating."""
        rating = single(fields, self.field_names(question))
        if isinstance(rating, FormatError):
            return rating
        return Response(rating) if rating[0] in RATINGS else FormatError("rating-unknown")

    def grade(self, question: Flashcard, response: Response) -> Grade:  # noqa: ARG002 - the learner has judged
        """Return 0 for again, 1 for any other rating."""
        return Grade.of(float(response.values != RATINGS[:1]))

    def right_response(self, question: Flashcard) -> Response:  # noqa: ARG002 - the learner has judged
        """Return the rating of a learner who knew it."""
        return Response((KNOWN,))

    def key(self, question: Flashcard) -> Fields:
        """Return the back as it looks, since every card accepts every rating."""
        return {"back": (look(question.answer),)}

    def agrees(self, question: Flashcard, key: Fields) -> bool:
        """Return whether the backs look alike."""
        return key == self.key(question)

    def sides(self, question: Flashcard) -> tuple[Flashcard, ...]:
        """Return both sides of a card that is asked both ways."""
        return question.both()

    def printed(self, question: Flashcard, prompt: Prompt) -> OnPaper:  # noqa: ARG002 - it is not listed
        """Leave two lines."""
        return OnPaper("; ".join(question.right), lines=2)
