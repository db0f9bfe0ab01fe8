"""The contract of a question type, and the frozen values that its verbs take and return."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

from quizapp.domain.questions.lexicon import Lexicon, lexicon_of

if TYPE_CHECKING:
    from random import Random

GAP = "\x1a"
"""Marks each gap of a cloze in `Prompt.text`; it is a control character, so no text of a deck can contain it."""

MAX_TYPED = 500
"""The longest response that is graded, in characters over all fields."""

Fields = Mapping[str, Sequence[str]]
"""The fields of a submitted form: every value of every name."""

Shows = Literal["choice", "text", "parts", "card"]
"""What the verdict page shows for a type.

"choice": the chosen option over the right one; "text": the same for a typed text, with the differences marked; "parts": each part of the
response, right or wrong; "card": the back of a card, which learners rate themselves.
"""

Written = Literal["plain", "markdown", "code"]
"""The format of a text: "plain", as learners type it; "markdown" of the deck; or "code", which the interface puts into words."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
"""A text of a deck."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000, pattern=r"^[^\n]*$")]
"""A text of one line."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""The id of a deck, a fact or a question."""


PICTURE_NAME = r"^[A-Za-z0-9_][A-Za-z0-9_-]*\.(png|jpg|jpeg|webp|svg)$"
"""The name of a picture's file in the folder of a deck."""


class Image(BaseModel):
    """A picture of the deck where an author placed it; `alt` describes it in words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[str, StringConstraints(pattern=PICTURE_NAME, max_length=80)] = Field(
        description="A PNG, JPEG or WebP file in the deck's folder, at most 500 KB, or an SVG file, at most 100 KB."
    )
    alt: Annotated[Line, Field(max_length=300)] = Field(description="What the picture shows, in words, for learners who cannot see it.")


class Verdict(StrEnum):
    """How right a response was, in one word."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Context:
    """What a question needs to know about its deck.

    `language` is the deck's language as a BCP 47 tag. `others` are texts that are never a slip of this question's right answer: names of
    other terms of the deck, and the other right or wrong texts near it. `terms` are the deck's terms, which give a typed answer their kind
    and their accepted forms. `lexicon` has the words of the language; None stands for the one that `lexicon_of` finds. `literal` is true if
    brackets in an answer belong to it, as in data stored before they had a meaning; `stored` if the rules of a type are not applied, since
    the deck was published by those of its day.
    """

    language: str = "en"
    others: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    lexicon: Lexicon | None = field(default=None, compare=False, repr=False)
    literal: bool = field(default=False, compare=False)
    stored: bool = field(default=False, compare=False)

    @property
    def words(self) -> Lexicon | None:
        """The words of the deck's language, found when they are asked for; None if nobody knows them."""
        return self.lexicon or lexicon_of(self.language)


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term of a deck: `kind` is person, place or term; `also` are accepted names; `vague` names make the program ask for more."""

    name: str
    kind: str = "term"
    also: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    note: str = ""


class Question(BaseModel):
    """The fields of every question. A type adds its own; unknown fields are refused.

    `recalled` is true for a type whose learners have to recall the right answer, and false if it is among the options to choose from. Other
    code uses the properties without knowing the type; a type overrides those that differ.
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
    asks: Literal["apply"] | None = Field(
        default=None, description="apply if it uses the idea on something new: the answer need not be in the quote."
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
        """The prompt as it is shown: Markdown with `GAP` for each gap."""
        return self.prompt

    @property
    def options(self) -> tuple[str, ...]:
        """All options to choose from; empty if there is nothing to choose."""
        return ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """The wrong texts that the author mixes with the right answers."""
        return ()

    @property
    def option_images(self) -> Mapping[str, Image]:
        """The pictures of options, by the option's text."""
        return {}

    @property
    def chance(self) -> float:
        """The expected score of a blind guess; 0 for a typed answer."""
        return 0.0

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The accepted forms of each right answer, if a text that contains one would give it away; otherwise empty."""
        return ()

    @property
    def judges(self) -> Sequence[Judge]:
        """What grades a text as each of the right answers, in the order of `right` and `forms`; empty if no text is graded."""
        return ()

    @property
    def foreseen(self) -> tuple[str, ...]:
        """The wrong texts that the author expects to be typed."""
        return ()

    @property
    def has_notation(self) -> bool:
        """Whether a text has a notation in it, such as brackets, which is not shown and means something only where it is read as such."""
        return False

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of further facts whose quotes the feedback shows."""
        return ()

    @property
    def checklist(self) -> tuple[str, ...]:
        """What a good response includes, shown with the right answer to learners who rate themselves."""
        return ()


class Judge(Protocol):
    """A right answer that can grade a text: words, an amount or a moment."""

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed text."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One showing of a question: shuffled, safe to send, without the right answer.

    `text` is Markdown with `GAP` for each gap of a cloze. `options` are in the order shown. `lefts` and `items` come with the number of
    their field (`match-<n>`, `order-<n>`: by code point order of their own texts) and in the order shown; `rights` are the values of each
    `match-` select. `asks` is the kind of text to type: text, number, year, month, day, years, months or days (the plurals are ranges).
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

    @property
    def offered(self) -> tuple[tuple[str, ...], ...]:
        """The texts to choose from, to match or to put in order, as lists in the order shown; none if the answer is to be recalled."""
        lists = self.options, tuple(text for _, text in self.items), tuple(text for _, text in self.lefts), self.rights
        return tuple(texts for texts in lists if texts)


@dataclass(frozen=True, slots=True)
class Response:
    """A well-formed response. It is stored as a JSON list, so once a type has answers, `parse` must not change what `values` mean."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormatError:
    """A response that cannot be graded and does not count as an answer. Templates put `code` and `params` into words."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a response next to what was right.

    `kind` is word (an almost right spelling), gap, pair, option or item or, for a date or number, off (templates say by how much `given`
    and `right` differ). `subject` names the part: the number of the gap, the left side of the pair, the option or the item; for a date it
    is years, months or days, the unit of `apart`, its distance from the right one, negative if it is too early.
    """

    kind: str
    subject: str
    given: str
    right: str
    ok: bool
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Portion:
    """What a partly right score counts: `right` of `all` parts, or of all pairs for their order, or of all options to find.

    `excess` is the number of options that were chosen and are wrong, which take away from the score.
    """

    right: int
    all: int
    counts: Literal["parts", "pairs", "found"] = "parts"
    excess: int = 0


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of a response: `score` from 0 to 1; `almost`: right with a misspelling; `feedback`: the author's words for it.

    `portion` is how much of it was right, if it was partly right and that can be counted. `reading` is the name of the reading by which a
    typed text was accepted, for tests and analysis: "as written", "numeral", "head noun"; it makes no difference between two grades.
    """

    score: float
    verdict: Verdict
    almost: bool = False
    differences: tuple[Difference, ...] = ()
    feedback: tuple[str, ...] = ()
    portion: Portion | None = None
    reading: str = field(default="", compare=False)

    @classmethod
    def of(cls, score: float, *, portion: Portion | None = None, **more: Any) -> Grade:
        """Return a grade with the verdict for its score: right for 1, wrong for 0, otherwise partly, which alone keeps its portion."""
        verdict = Verdict.RIGHT if score == 1 else Verdict.WRONG if score == 0 else Verdict.PARTLY
        return cls(score=score, verdict=verdict, portion=portion if verdict is Verdict.PARTLY else None, **more)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a question is answered on paper, below its prompt.

    `how` is a code that templates put into words: truth (tick true or false), several (choose all that apply), order (write the letters in
    order), or nothing. `blanks` are texts followed by a blank, `lettered` are texts to choose from by their letters, and `lines` is the
    number of lines to write on. `key` is the right answer on the answer key of the sheet.
    """

    key: str
    how: Literal["", "truth", "several", "order"] = ""
    blanks: tuple[str, ...] = ()
    lettered: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Front:
    """The front of a card, which tells nothing of the right answer.

    `text` is Markdown with `GAP` for each gap; `about` is the question that it is a part of, or empty. `offered` are lists of texts to read
    below it. `how` is a code that templates put into words, if the text does not say by itself what to think of: truth (is it true?).
    """

    text: str
    about: str = ""
    offered: tuple[tuple[str, ...], ...] = ()
    how: Literal["", "truth"] = ""


@dataclass(frozen=True, slots=True)
class CardSides:
    """A question, or a part of one, as a card to turn over; `back` are texts in the format of a right answer."""

    front: Front
    back: tuple[str, ...]


Q = TypeVar("Q", bound=Question)


class QuestionType(Protocol[Q]):
    """One type of question: a name, the model its YAML is read into, facts about all its questions, and pure verbs.

    `quizapp.domain.questions.ordinary.Ordinary` has what most types do, so that a type defines only what it does differently. No other code
    knows a type by name.
    """

    name: str
    model: type[Q]

    @property
    def shows(self) -> Shows:
        """What the verdict page shows."""

    @property
    def given_as(self) -> Written:
        """The format of the values of a response."""

    @property
    def right_as(self) -> Written:
        """The format of a right answer."""

    @property
    def typed(self) -> bool:
        """Whether responses are typed, so that one graded wrong may have been right after all."""

    @property
    def self_rated(self) -> bool:
        """Whether learners judge themselves: the response is a rating given after seeing the back, and no quiz can ask the question."""

    @property
    def statement(self) -> bool:
        """Whether the prompt is a statement to be judged true or false."""

    @property
    def sequence(self) -> bool:
        """Whether the texts of a right answer stand in an order that matters, so that they are numbered."""

    def load(self, mapping: Mapping[str, Any], context: Context = Context()) -> Q:
        """Return the question that a YAML mapping describes, with or without `type`. Raises pydantic.ValidationError with every fault."""

    def present(self, question: Q, rng: Random) -> Prompt:
        """Return one showing. Options are sorted by text, then shuffled by `rng`, so that their order says nothing about what is right."""

    def parse(self, question: Q, fields: Fields) -> Response | FormatError:
        """Read a submitted form. Malformed is not wrong. Never raises, whatever `fields` contains."""

    def grade(self, question: Q, response: Response) -> Grade:
        """Grade a response that `parse` returned for this question."""

    def untouched(self, question: Q, prompt: Prompt, response: Response) -> bool:
        """Return whether a form that was shown like this contains the response before anybody has done anything."""

    def field_names(self, question: Q) -> tuple[str, ...]:
        """Return the names of the form fields that `parse` reads.

        No name starts with f- or p-, which the editor puts before them, or is that of a button (dont_know, hint, reveal, as_is, go, try).
        """

    def fields(self, question: Q, response: Response) -> Fields:
        """Return the form for a response, which `parse` reads as the same response."""

    def right_response(self, question: Q) -> Response:
        """Return a right response; for a self-rated question, that of a learner who knew it."""

    def key(self, question: Q) -> Fields:
        """Return what decides whether another version still has the same right answer.

        It is a form that answers this version right or, for a type that takes every form as right, something else instead.
        """

    def agrees(self, question: Q, key: Fields) -> bool:
        """Return whether the key of another version also answers this one right; a question agrees with its own key."""

    def accepting(self, question: Q, response: Response) -> Mapping[str, Any]:
        """Return the changed fields of the model with which the question accepts a response as right; empty if it never can."""

    def sides(self, question: Q) -> tuple[Q, ...]:
        """Return the questions that one YAML entry makes: itself, and those that ask it another way."""

    def as_card(self, question: Q, prompt: Prompt) -> CardSides:
        """Return a showing of a question as one card, which learners rate themselves."""

    def as_cards(self, question: Q, prompt: Prompt) -> tuple[CardSides, ...]:
        """Return the cards to practise with that a showing makes: the question as one, or a short one for each of its parts."""

    def printed(self, question: Q, prompt: Prompt) -> OnPaper:
        """Return how a showing of a question is answered on paper."""
