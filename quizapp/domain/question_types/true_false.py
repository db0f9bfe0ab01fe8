"""true_false: a statement that is true or false."""

from __future__ import annotations

from random import Random
from typing import ClassVar, Literal

from pydantic import Field

from quizapp.domain.questions.loading import LoadedQuestion
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import CardSides, Fields, FormatError, Front, Grade, OnPaper, Prompt, Response
from quizapp.domain.questions.replies import UNLISTED, single

OPTIONS = ("true", "false")


class TrueFalse(LoadedQuestion):
    """A statement, and whether it is true."""

    recalled: ClassVar[bool] = False

    type: Literal["true_false"] = "true_false"
    answer: bool = Field(description="Whether the prompt is true.")

    @property
    def right(self) -> tuple[str, ...]:
        """True or false."""
        return (OPTIONS[not self.answer],)

    @property
    def chance(self) -> float:
        """The chance of picking one of two."""
        return 1 / len(OPTIONS)


class TrueFalseType(Ordinary[TrueFalse]):
    """The facts and verbs of true_false. A response is one of `OPTIONS`."""

    name = "true_false"
    model = TrueFalse
    shows = "choice"
    given_as = "code"
    right_as = "code"
    statement = True

    def present(self, question: TrueFalse, rng: Random) -> Prompt:  # noqa: ARG002 - true always comes first
        """Show the statement with true and false, in that order."""
        return Prompt(self.name, question.prompt, options=OPTIONS)

    def parse(self, question: TrueFalse, fields: Fields) -> Response | FormatError:  # noqa: ARG002 - all have the same options
        """Read true or false."""
        chosen = single(fields, ["answer"])
        if isinstance(chosen, FormatError):
            return chosen
        return Response(chosen) if chosen[0] in OPTIONS else UNLISTED

    def grade(self, question: TrueFalse, response: Response) -> Grade:
        """Return 1 for the right word."""
        return Grade.of(float(response.values == question.right))

    def as_card(self, question: TrueFalse, prompt: Prompt) -> CardSides:
        """Ask whether the statement is true."""
        return CardSides(Front(prompt.text, how="truth"), question.right)

    def printed(self, question: TrueFalse, prompt: Prompt) -> OnPaper:  # noqa: ARG002 - all have the same boxes
        """Give two boxes to tick."""
        return OnPaper(", ".join(question.right), how="truth")
