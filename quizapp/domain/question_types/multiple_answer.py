"""multiple_answer: all right options have to be chosen, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from quizapp.domain.questions.loading import Distractors, Fault, LoadedQuestion, Scalar
from quizapp.domain.questions.options import arranged, equal_options, letter, right_among_wrong
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import Difference, Fields, FormatError, Grade, OnPaper, Portion, Prompt, Response
from quizapp.domain.questions.replies import EMPTY, UNLISTED, values_of


class MultipleAnswer(LoadedQuestion):
    """One or more options are right."""

    recalled: ClassVar[bool] = False

    type: Literal["multiple_answer"] = "multiple_answer"
    answers: Annotated[tuple[Scalar, ...], Field(min_length=1, max_length=12)] = Field(description="The right options, 1 to 12.")
    distractors: Distractors = Field(description="1 to 12 wrong options; one may be {text: ..., feedback: ...}.")

    @property
    def wrong(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(entry.text for entry in self.distractors)

    @property
    def right(self) -> tuple[str, ...]:
        """The right options."""
        return self.answers

    @property
    def options(self) -> tuple[str, ...]:
        """The right options, then the wrong ones."""
        return self.answers + self.wrong

    @property
    def chance(self) -> float:
        """The expected score of ticking options by the toss of a coin, at least one of them."""
        right, wrong = len(self.answers), len(self.distractors)
        worth = 0
        for hits in range(right + 1):
            for misses in range(min(hits, wrong + 1)):
                worth += comb(right, hits) * comb(wrong, misses) * (hits - misses)
        ticked = (1 << (right + wrong)) - 1
        return worth / right / ticked

    def faults(self) -> Iterable[Fault]:
        """Yield options that are equal, or both right and wrong."""
        right = [(("answers", place), text) for place, text in enumerate(self.answers)]
        wrong = [(("distractors", place), text) for place, text in enumerate(self.wrong)]
        yield from equal_options(right)
        yield from equal_options(wrong)
        yield from right_among_wrong(self.answers, wrong, self._context)


class MultipleAnswerType(Ordinary[MultipleAnswer]):
    """The facts and verbs of multiple_answer. A response is the texts of the chosen options, sorted."""

    name = "multiple_answer"
    model = MultipleAnswer

    def present(self, question: MultipleAnswer, rng: Random) -> Prompt:
        """Show the options, ascending or shuffled."""
        return Prompt(self.name, question.prompt, options=arranged(question.options, rng, question.language))

    def parse(self, question: MultipleAnswer, fields: Fields) -> Response | FormatError:
        """Read the texts of the chosen options."""
        chosen = set(values_of(fields, "answer"))
        if not chosen:
            return EMPTY
        return Response(tuple(sorted(chosen))) if chosen <= {*question.options} else UNLISTED

    def grade(self, question: MultipleAnswer, response: Response) -> Grade:
        """Return (right chosen - wrong chosen) / right, never below 0."""
        chosen, right = set(response.values), set(question.right)
        worth = len(chosen & right) - len(chosen - right)
        differences = tuple(
            Difference("option", text, text * (text in chosen), text * (text in right), ok=text in chosen & right)
            for text in sorted(chosen | right)
        )
        feedback = tuple(entry.feedback for entry in question.distractors if entry.feedback and entry.text in chosen)
        portion = Portion(len(chosen & right), len(right), "found", excess=len(chosen.difference(right)))
        return Grade.of(max(0, worth) / len(right), portion=portion, differences=differences, feedback=feedback)

    def right_response(self, question: MultipleAnswer) -> Response:
        """Return every right option."""
        return Response(tuple(sorted(question.answers)))

    def printed(self, question: MultipleAnswer, prompt: Prompt) -> OnPaper:
        """List the options."""
        key = ", ".join(f"{letter(prompt.options, text)} ({text})" for text in prompt.options if text in question.right)
        return OnPaper(key, how="several", lettered=prompt.options)
