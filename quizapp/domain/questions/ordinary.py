"""What most types have in common: a type defines only what it does differently, such as `present`, `parse` and `grade`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, TypeVar

from quizapp.domain.questions.loading import Loader
from quizapp.domain.questions.question import (
    CardSides,
    Fields,
    FormatError,
    Front,
    Grade,
    OnPaper,
    Prompt,
    Question,
    Response,
    Shows,
    Written,
)

Q = TypeVar("Q", bound=Question)


class Ordinary(Loader[Q]):
    """The facts and verbs of `QuestionType` as most types have them.

    A response is one text for each field, or any number of texts for a single field; it is right if its values equal `Question.right`.
    """

    shows: Shows = "parts"
    given_as: Written = "markdown"
    right_as: Written = "markdown"
    typed = False
    self_rated = False
    statement = False
    sequence = False

    @abstractmethod
    def parse(self, question: Q, fields: Fields) -> Response | FormatError:
        """Read a submitted form, as `QuestionType.parse`."""

    @abstractmethod
    def grade(self, question: Q, response: Response) -> Grade:
        """Judge a response, as `QuestionType.grade`."""

    def untouched(self, question: Q, prompt: Prompt, response: Response) -> bool:  # noqa: ARG002 - an empty form is no response
        """Return false: most forms are empty until somebody fills them in."""
        return False

    def field_names(self, question: Q) -> tuple[str, ...]:  # noqa: ARG002 - most have one field
        """Return the one field, `answer`."""
        return ("answer",)

    def fields(self, question: Q, response: Response) -> Fields:
        """Return all values for the only field, or one value for each field."""
        names = self.field_names(question)
        return (
            {names[0]: response.values}
            if len(names) == 1
            else {name: (value,) for name, value in zip(names, response.values, strict=False)}
        )

    def right_response(self, question: Q) -> Response:
        """Return the right answer as it is shown."""
        return Response(question.right)

    def key(self, question: Q) -> Fields:
        """Return the form of the right response."""
        return self.fields(question, self.right_response(question))

    def agrees(self, question: Q, key: Fields) -> bool:
        """Return whether the right form of another version is graded right."""
        response = self.parse(question, key)
        return not isinstance(response, FormatError) and self.grade(question, response).score == 1

    def accepting(self, question: Q, response: Response) -> Mapping[str, Any]:  # noqa: ARG002 - most have no place for it
        """Return nothing: most types have no further right answers."""
        return {}

    def sides(self, question: Q) -> tuple[Q, ...]:
        """Return only the question itself."""
        return (question,)

    def as_card(self, question: Q, prompt: Prompt) -> CardSides:
        """Put the prompt and what it offers on the front, and the right answer on the back."""
        return CardSides(Front(prompt.text, offered=prompt.offered), question.right)

    def as_cards(self, question: Q, prompt: Prompt) -> tuple[CardSides, ...]:
        """Return the one card."""
        return (self.as_card(question, prompt),)

    def printed(self, question: Q, prompt: Prompt) -> OnPaper:  # noqa: ARG002 - the prompt is not listed
        """Leave a line for each field."""
        return OnPaper("; ".join(question.right), lines=len(self.field_names(question)))
