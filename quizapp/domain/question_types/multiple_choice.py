"""multiple_choice: one right option among wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from quizapp.domain.questions.loading import Distractors, Fault, LoadedQuestion, Option, Scalar
from quizapp.domain.questions.options import arranged, equal_options, letter, right_among_wrong
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import Fields, FormatError, Grade, Image, OnPaper, Prompt, Response
from quizapp.domain.questions.replies import UNLISTED, single
from quizapp.domain.questions.text import look


class MultipleChoice(LoadedQuestion):
    """One option is right. `distractors` are shuffled with it; `choices`, given instead, keep their order and include the right one."""

    recalled: ClassVar[bool] = False

    type: Literal["multiple_choice"] = "multiple_choice"
    answer: Scalar = Field(description="The right option.")
    distractors: Distractors | None = Field(default=None, description="1 to 12 wrong options.")
    choices: Annotated[tuple[Option, ...], Field(min_length=2, max_length=13)] | None = Field(
        default=None, description="All options, including the right one, in the order to show them; use this instead of distractors."
    )

    @property
    def options(self) -> tuple[str, ...]:
        """Every option: choices in their order, or the right one and the distractors."""
        own = () if self.choices else (self.answer,)
        return (*own, *(entry.text for entry in self.choices or self.distractors or ()))

    @property
    def right(self) -> tuple[str, ...]:
        """The right option."""
        return tuple(option for option in self.options if look(option) == look(self.answer))

    @property
    def wrong(self) -> tuple[str, ...]:
        """The other options."""
        return tuple(entry.text for entry in self.choices or self.distractors or () if entry.text not in self.right)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The right option."""
        return ((self.answer,),)

    @property
    def option_images(self) -> Mapping[str, Image]:
        """The pictures of the choices."""
        return {entry.text: entry.image for entry in self.choices or () if entry.image}

    @property
    def chance(self) -> float:
        """The chance of picking one of the options."""
        return 1 / len(self.options)

    def faults(self) -> Iterable[Fault]:
        """Yield options that are equal, both right and wrong, or missing."""
        if (self.distractors is None) == (self.choices is None):
            yield Fault("distractors-or-choices", ("distractors",))
        elif self.choices:
            if not self.right:
                yield Fault("answer-not-among-choices", ("answer",))
            choices = [(("choices", place), entry.text) for place, entry in enumerate(self.choices)]
            yield from equal_options(choices)
            wrong = [(place, text) for place, text in choices if text not in self.right]
            yield from right_among_wrong(self.right, wrong, self._context)
            bare = [place for place, entry in enumerate(self.choices) if entry.image is None]
            if 0 < len(bare) < len(self.choices):
                yield Fault("option-without-picture", ("choices", bare[0]))
        else:
            wrong = [(("distractors", place), entry.text) for place, entry in enumerate(self.distractors or ())]
            yield from equal_options(wrong)
            yield from right_among_wrong([self.answer], wrong, self._context)


class MultipleChoiceType(Ordinary[MultipleChoice]):
    """The facts and verbs of multiple_choice. A response is the text of an option."""

    name = "multiple_choice"
    model = MultipleChoice
    shows = "choice"

    def present(self, question: MultipleChoice, rng: Random) -> Prompt:
        """Show the options: choices in the author's order, others ascending or shuffled."""
        options = question.options if question.choices else arranged(question.options, rng, question.language)
        return Prompt(self.name, question.prompt, options=options)

    def parse(self, question: MultipleChoice, fields: Fields) -> Response | FormatError:
        """Read the text of the chosen option."""
        chosen = single(fields, ["answer"])
        if isinstance(chosen, FormatError):
            return chosen
        return Response(chosen) if chosen[0] in question.options else UNLISTED

    def grade(self, question: MultipleChoice, response: Response) -> Grade:
        """Return 1 for the right option, otherwise 0; the chosen option may have feedback."""
        chosen = (entry for entry in question.choices or question.distractors or () if entry.text in response.values)
        feedback = tuple(entry.feedback for entry in chosen if entry.feedback)
        return Grade.of(float(response.values == question.right), feedback=feedback)

    def printed(self, question: MultipleChoice, prompt: Prompt) -> OnPaper:
        """List the options."""
        key = ", ".join(f"{letter(prompt.options, text)} ({text})" for text in prompt.options if text in question.right)
        return OnPaper(key, lettered=prompt.options)
