"""short_answer: a few typed words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from quizapp.domain.questions.loading import Fault, Scalar
from quizapp.domain.questions.question import Prompt, Response
from quizapp.domain.questions.required import WrittenAnswer, read_answer
from quizapp.domain.questions.typed import TypedLoader, TypedQuestion
from quizapp.domain.questions.wording import Wording, wording

Texts = Annotated[tuple[Scalar, ...], Field(min_length=1)]


class ShortAnswer(TypedQuestion):
    """A right answer in words; if it is a term of the deck, the term gives its kind and forms."""

    malformed: ClassVar[str] = "vague-mistake"

    type: Literal["short_answer"] = "short_answer"
    answer: Scalar = Field(
        description="The right answer as it is shown. Of [mutual defence] treaty, what stands outside the brackets may be left out."
    )
    accept: Texts | None = Field(default=None, description="Other right answers.")
    vague: Texts | None = Field(
        default=None, description="Answers that are not wrong but not precise enough; they do not count, and the learner can try again."
    )
    kind: Literal["text", "person", "place", "term"] | None = Field(
        default=None,
        description=(
            "For a person, titles and the order of names do not matter; for a place or a term, an article at the start does not matter."
        ),
    )

    @property
    def right(self) -> tuple[str, ...]:
        """The right answer."""
        return (self.written.shown,)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The accepted answers, the right answer first; what is left of it without its optional words comes last."""
        answer = self.written
        return (tuple(dict.fromkeys((answer.shown, *(self.accept or ()), *answer.shorter))),)

    @cached_property
    def written(self) -> WrittenAnswer:
        """What the answer says, with or without a notation."""
        return WrittenAnswer(self.answer) if self._context.literal else read_answer(self.answer)

    @property
    def has_notation(self) -> bool:
        """Whether brackets make a part of the answer required, or a stroke keeps them from it."""
        return self.written.shown != self.answer

    @cached_property
    def expected(self) -> Wording:
        """What grades a response."""
        near = (mistake.text for mistake in self.mistakes or ())
        return wording(self.forms[0], self._context, kind=self.kind, vague=self.vague or (), near=near, prompt=self.prompt)

    def faults(self) -> Iterable[Fault]:
        """Yield mistakes whose feedback can never be shown, and vague answers that are accepted."""
        yield from self.mistake_faults()
        for place, text in enumerate(self.vague or ()):
            if self.expected.accepts(text):
                yield Fault("accepted-vague", ("vague", place))


class ShortAnswerType(TypedLoader[ShortAnswer]):
    """The facts and verbs of short_answer."""

    name = "short_answer"
    model = ShortAnswer

    def present(self, question: ShortAnswer, rng: Random) -> Prompt:  # noqa: ARG002 - nothing to shuffle
        """Ask for a text."""
        return Prompt(self.name, question.prompt)

    def accepting(self, question: ShortAnswer, response: Response) -> Mapping[str, Any]:
        """Return the accepted answers with one more."""
        return {"accept": [*(question.accept or ()), response.values[0]]}
