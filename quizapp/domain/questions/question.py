"""The contract of a question type, and the frozen values that pass through its four verbs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

if TYPE_CHECKING:
    from random import Random

GAP = "\x1a"
"""Stands in `Prompt.text` where a gap of a cloze is; a control character, so no text of a deck can contain it."""

MAX_TYPED = 500
"""The longest response that is graded, in characters, over all fields together."""

Fields = Mapping[str, Sequence[str]]
"""The fields of a submitted form: every value of every name."""

Shows = Literal["choice", "text", "parts", "card"]
"""What a verdict draws of a type: what was chosen over what is right; the same of a typed text, with what differs marked; each part of the
response, right or wrong; or the back of a card, which the learner has judged."""

Written = Literal["plain", "markdown", "code"]
"""How a text is to be read: as it stands, as learners type it; as Markdown of the deck; or as a code that the interface words."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
"""A text of a deck."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000, pattern=r"^[^\n]*$")]
"""A text of one line."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""The id of a deck, a fact or a question."""


PICTURE_NAME = r"^[A-Za-z0-9_][A-Za-z0-9_-]*\.(png|jpg|jpeg|webp)$"
"""The name of a picture's file in the folder of a deck."""


class Image(BaseModel):
    """A picture of the deck where an author put it: `alt` says in words what it shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[str, StringConstraints(pattern=PICTURE_NAME, max_length=80)] = Field(
        description="A PNG, JPEG or WebP file in the deck's folder, at most 500 KB."
    )
    alt: Annotated[Line, Field(max_length=300)] = Field(description="What the picture shows, in words, for learners who cannot see it.")


class Verdict(StrEnum):
    """What a response was worth, in a word."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Context:
    """What a question needs to know of its deck.

    `language` is the deck's language as a BCP 47 tag. `others` are texts that are never a slip of this question's right answer:
    names of other terms of the deck and what else is right or wrong nearby. `terms` are the deck's terms, which bring their kind
    and their accepted forms to a typed answer.
    """

    language: str = "en"
    others: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """Who or what a deck speaks of: `kind` is person, place or term; `also` are accepted names, `vague` ask for more."""

    name: str
    kind: str = "term"
    also: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    note: str = ""


class Question(BaseModel):
    """What every question has. A type adds its own fields; unknown ones are refused.

    `recalled` says of a type that the right answer is brought to mind; it is False where it stands among the options to choose from.
    The properties are what others read of a question without knowing its type; a type replaces those that are otherwise with it.
    """

    recalled: ClassVar[bool] = True

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug | None = Field(default=None, description="Stable name of the question; by default <fact id>-<type>.")
    prompt: Text = Field(description="What is asked, in Markdown.")
    hint: Text | None = Field(default=None, description="Shown on request; a right answer after it counts as Hard.")
    why: Text | None = Field(default=None, description="The explanation shown after an answer, in place of the fact's.")
    category: Slug | None = Field(default=None, description="In place of the fact's category.")
    level: Annotated[int, Field(ge=1, le=3)] | None = Field(default=None, description="Your estimate: 1 easy to 3 hard.")
    tags: Annotated[tuple[Slug, ...], Field(min_length=1)] | None = Field(
        default=None, description="Labels for choosing facts and questions."
    )
    formerly: Annotated[tuple[Slug, ...], Field(min_length=1)] | None = Field(default=None, description="Earlier ids.")
    image: Image | None = Field(default=None, description="A picture shown with the prompt: {file: ..., alt: ...}.")

    _context: Context = PrivateAttr(default_factory=Context)

    @property
    @abstractmethod
    def right(self) -> tuple[str, ...]:
        """The right answer as a learner reads it: one text, or one for each option, gap, pair ("left: right") or item."""

    @property
    def shown(self) -> str:
        """The prompt as it is shown, Markdown with `GAP` for each gap."""
        return self.prompt

    @property
    def options(self) -> tuple[str, ...]:
        """Every option there is to choose from, empty where nothing is chosen."""
        return ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """What the author lists among the right answers to mislead."""
        return ()

    @property
    def option_images(self) -> Mapping[str, Image]:
        """The pictures of options, by the option's text."""
        return {}

    @property
    def chance(self) -> float:
        """The share that a blind guess earns, 0 for a typed answer."""
        return 0.0

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The accepted forms of each right answer, where a text that says one would give it away; else nothing."""
        return ()

    @property
    def judges(self) -> Sequence[Judge]:
        """What grades a text as each of the right answers, in the order of `right` and `forms`; nothing where no text is graded."""
        return ()

    @property
    def foreseen(self) -> tuple[str, ...]:
        """The wrong texts that the author expects to be typed."""
        return ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of further facts whose quotes the feedback shows."""
        return ()

    @property
    def checklist(self) -> tuple[str, ...]:
        """What a good response holds, shown with the right answer to who judges their own."""
        return ()


class Judge(Protocol):
    """A right answer that knows what it is: words, an amount, a moment."""

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed text."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One showing of a question: shuffled, safe to send, no right answer inside.

    `text` is Markdown with `GAP` where a cloze has its gaps. `options` are shown in this order. `lefts` and `items` carry the number
    of their field (`match-<n>`, `order-<n>`: by code point order of their own texts) and come in the order to show; `rights` are the values
    of each `match-` select. `asks` says what kind of text is typed: text, number, year, month, day, years, months or days
    (the plurals are ranges).
    """

    type: str
    text: str
    options: tuple[str, ...] = ()
    lefts: tuple[tuple[int, str], ...] = ()
    rights: tuple[str, ...] = ()
    items: tuple[tuple[int, str], ...] = ()
    gaps: int = 0
    asks: str = "text"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What was given, well formed. Stored as a JSON list, so the `parse` of a type that has answers says for good what `values` are."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormatError:
    """A response that cannot be graded and costs nothing. Templates word `code` with `params`."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a response beside what was right.

    `kind` is word (an almost right spelling), gap, pair, option or item; or, of a date or number, off (`given` and `right` say by how
    much in the template's words). `subject` names the part: the number of the gap, the left of the pair, the option, the item; of a date
    years, months or days, of which it lies `apart` from the right one, less than 0 where it is too early.
    """

    kind: str
    subject: str
    given: str
    right: str
    ok: bool
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Portion:
    """What a score that is partly right counts: `right` of `all` parts, or pairs that stand in the right order."""

    right: int
    all: int
    counts: Literal["parts", "pairs"] = "parts"


@dataclass(frozen=True, slots=True)
class Grade:
    """The worth of a response: `score` from 0 to 1; `almost` is right but for a slip; `feedback` the author's words for it.

    `portion` is how much was right, where that is a part and can be counted.
    """

    score: float
    verdict: Verdict
    almost: bool = False
    differences: tuple[Difference, ...] = ()
    feedback: tuple[str, ...] = ()
    portion: Portion | None = None

    @classmethod
    def of(cls, score: float, *, portion: Portion | None = None, **more: Any) -> Grade:
        """Make a grade whose verdict follows from its score: right at 1, wrong at 0, else partly, which alone keeps its portion."""
        verdict = Verdict.RIGHT if score == 1 else Verdict.WRONG if score == 0 else Verdict.PARTLY
        return cls(score=score, verdict=verdict, portion=portion if verdict is Verdict.PARTLY else None, **more)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a question is answered on paper, below its prompt.

    `how` is a code for templates to word: truth (tick true or false), several (choose all that apply), order (write the letters in order),
    or nothing. `blanks` are texts with a blank behind each, `lettered` texts to choose from by their letters, `lines` the lines to write
    on. `key` is the right answer as the key of the sheet names it.
    """

    key: str
    how: Literal["", "truth", "several", "order"] = ""
    blanks: tuple[str, ...] = ()
    lettered: tuple[str, ...] = ()
    lines: int = 0


Q = TypeVar("Q", bound=Question)


class QuestionType(Protocol[Q]):
    """One type of question: a name, the model its YAML is read into, what is true of all its questions, and pure verbs.

    `quizapp.domain.questions.ordinary.Ordinary` has what most types do, so that a type says only what is its own. Nobody else knows a
    type by name.
    """

    name: str
    model: type[Q]

    @property
    def shows(self) -> Shows:
        """What its verdict draws."""

    @property
    def given_as(self) -> Written:
        """How a value of a response is to be read."""

    @property
    def right_as(self) -> Written:
        """How a right answer is to be read."""

    @property
    def typed(self) -> bool:
        """Whether responses are typed, so that one that was judged wrong may have been right."""

    @property
    def self_rated(self) -> bool:
        """Whether the learner is the judge: the response is a rating, given after the back was shown, and no quiz can ask."""

    @property
    def statement(self) -> bool:
        """Whether the prompt is a statement to be called true or false."""

    def load(self, mapping: Mapping[str, Any], context: Context = Context()) -> Q:
        """Make the question that a YAML mapping describes; `type` may stand in it. Raises pydantic.ValidationError with every fault."""

    def present(self, question: Q, rng: Random) -> Prompt:
        """Return one showing. Options are sorted by text, then shuffled by `rng`, so that nothing depends on what is right."""

    def parse(self, question: Q, fields: Fields) -> Response | FormatError:
        """Read a submitted form. Malformed is not wrong. Never raises, whatever is in `fields`."""

    def grade(self, question: Q, response: Response) -> Grade:
        """Judge a response that `parse` returned for this question."""

    def field_names(self, question: Q) -> tuple[str, ...]:
        """Return the names of the form's fields that hold a response, as `parse` reads them.

        None begins with f- or p-, which the editor uses around them, and none is that of a button (dont_know, hint, reveal, go, try).
        """

    def fields(self, question: Q, response: Response) -> Fields:
        """Return the form that a response was read from, so that `parse` returns the response again."""

    def right_response(self, question: Q) -> Response:
        """Return a response that is right; of a self-rated question, that of a learner who says so."""

    def key(self, question: Q) -> Fields:
        """Return what decides whether another version still means the same.

        That is the form that answers this one rightly, or what stands in its place where every form does.
        """

    def agrees(self, question: Q, key: Fields) -> bool:
        """Say whether the key of another version is right of this one too; a question agrees with its own."""

    def accepting(self, question: Q, response: Response) -> Mapping[str, Any]:
        """Return the fields of the model that change so that the question takes a response for right: empty where nothing can."""

    def sides(self, question: Q) -> tuple[Q, ...]:
        """Return the questions that one entry of the YAML makes: itself, and those that ask it another way."""

    def printed(self, question: Q, prompt: Prompt) -> OnPaper:
        """Return how a showing of a question is answered on paper."""
