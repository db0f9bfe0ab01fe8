"""What the types with one typed field have in common: a right answer that grades texts, and feedback for known mistakes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import ClassVar, Protocol, TypeVar

from pydantic import Field

from quizapp.domain.questions.loading import Fault, LoadedQuestion, Mistakes
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import Fields, FormatError, Grade, Judge, Response
from quizapp.domain.questions.replies import typed


class Expected(Judge, Protocol):
    """A right answer that can also tell whether two wrong texts are the same mistake."""

    def same(self, one: str, other: str) -> bool:
        """Return whether two texts mean the same, right or not."""


Judging = Callable[[str], Grade | FormatError]

_REMEMBERED = 8
"""How many texts a right answer remembers with their judgements: a text is parsed and then graded, often by several requests at once."""


def once(judge: Judge) -> Judging:
    """Return what grades a text as `judge` does, and judges the same text once for the two verbs that ask for it."""
    return lru_cache(maxsize=_REMEMBERED)(judge.judge)


class TypedQuestion(LoadedQuestion):
    """A question with one typed field."""

    malformed: ClassVar[str]
    """The code of the fault that a mistake is not of this type."""

    mistakes: Mistakes | None = Field(default=None, description="Wrong answers that learners type, each with its feedback.")

    @property
    @abstractmethod
    def expected(self) -> Expected:
        """What grades a response."""

    @cached_property
    def judged(self) -> Judging:
        """What grades a text, each once."""
        return once(self.expected)

    @property
    def judges(self) -> Sequence[Expected]:
        """What grades a response."""
        return (self.expected,)

    @property
    def foreseen(self) -> tuple[str, ...]:
        """The mistakes."""
        return tuple(mistake.text for mistake in self.mistakes or ())

    def mistake_faults(self) -> Iterable[Fault]:
        """Yield mistakes whose feedback can never be shown: they are malformed or graded right."""
        for place, mistake in enumerate(self.mistakes or ()):
            judged = self.expected.judge(mistake.text)
            if isinstance(judged, FormatError):
                yield Fault(self.malformed, ("mistakes", place))
            elif judged.score:
                yield Fault("accepted-distractor", ("mistakes", place))


T = TypeVar("T", bound=TypedQuestion)


class TypedLoader(Ordinary[T]):
    """The verbs of types with one typed field. A response is the text that was typed."""

    shows = "text"
    given_as = "plain"
    typed = True

    def parse(self, question: T, fields: Fields) -> Response | FormatError:
        """Read the typed text; a text that cannot be graded is a format error."""
        texts = typed(fields, self.field_names(question))
        if isinstance(texts, FormatError):
            return texts
        judged = question.judged(texts[0])
        return judged if isinstance(judged, FormatError) else Response(texts)

    def grade(self, question: T, response: Response) -> Grade:
        """Grade the text; a wrong text gets the feedback for its mistake."""
        given = " ".join(response.values)
        judged = question.judged(given)
        if isinstance(judged, FormatError):
            return Grade.of(0.0)
        mistakes = [mistake for mistake in question.mistakes or () if not judged.score and question.expected.same(mistake.text, given)]
        return replace(judged, feedback=tuple(mistake.feedback for mistake in mistakes if mistake.feedback))
