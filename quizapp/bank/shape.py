"""The shape of the files of a deck, without their questions: which keys there are, and what each may contain.

All values arrive as text. The models report every fault at once and give editors their JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from quizapp.domain.questions.question import Image, Line, Slug, Text

DECK_FILE = "deck.yaml"
"""The file that makes a folder a deck."""

READING, EASY, NOTES = "reading", "easy", "teacher"
TEXT_FILES: Mapping[str, str] = {READING: "reading.md", EASY: "reading.easy.md", NOTES: "teacher.md"}
"""The keys of deck.yaml that name a Markdown file in the deck's folder, each with the file's usual name."""

DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
READING_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.md")
WHEN = re.compile(rf"{DAY}(/{DAY})?")
RESERVED = frozenset(["answer", "undo", "feedback", "set-aside"])
"""Names that addresses use in place of a deck id."""

_ID: TypeAdapter[str] = TypeAdapter(Slug)
_TEXT = {"type": "string", "minLength": 1, "maxLength": 5000}


def is_deck_id(name: str) -> bool:
    """Return whether a folder's name can be the id of a deck."""
    try:
        return _ID.validate_python(name) not in RESERVED
    except ValidationError:
        return False


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _moment(text: str) -> str:
    """Check the format of `when`, and that a range does not run backwards."""
    start, _, end = text.partition("/")
    if not WHEN.fullmatch(text) or (end and end < start[: len(end)]):
        raise PydanticCustomError("bad-date", "not a moment")
    return text


def _day(text: str) -> str:
    """Check that a text is a day of the calendar, written in full."""
    try:
        written = date.fromisoformat(text).isoformat()
    except ValueError:
        written = ""
    if written != text:
        raise PydanticCustomError("bad-day", "not a day")
    return text


Quotes = Annotated[
    tuple[Text, ...],
    BeforeValidator(_listed),
    Field(min_length=1, description="Exact words from the reading that say this; a list if there are several passages."),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "minItems": 1, "items": _TEXT}]}),
]
Words = Annotated[tuple[Line, ...], Field(min_length=1)]
Slugs = Annotated[tuple[Slug, ...], Field(min_length=1)]
ShortLabel = Annotated[Line, Field(max_length=40)]
Moment = Annotated[str, AfterValidator(_moment), WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{WHEN.pattern}$"})]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Thoughts = Annotated[tuple[Line, ...], Field(min_length=1, max_length=3)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
ReadingName = Annotated[str, StringConstraints(pattern=f"^{READING_NAME.pattern}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]


class FileEntry(BaseModel):
    """A mapping in a file: unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceEntry(FileEntry):
    """The source that the reading retells."""

    title: Line | None = Field(default=None, description="Title of the work the reading is based on.")
    publisher: Line | None = Field(default=None, description="Who published it.")
    date: Line | None = Field(default=None, description="When it was published.")
    url: Address | None = Field(default=None, description="Where it can be read.")


class TermEntry(FileEntry):
    """Somebody or something that the deck mentions."""

    name: Line = Field(description="The full name, as answers are shown.")
    kind: Literal["person", "place", "term"] = Field(default="term", description="How an answer that names it is graded.")
    also: Words | None = Field(default=None, description="Other names that are accepted.")
    vague: Words | None = Field(default=None, description="Names that are too vague: the learner is asked to be more precise.")
    note: Text | None = Field(default=None, description="Who or what it is, for the page of people and terms.")


class GlossaryEntry(FileEntry):
    """A word of the reading that some of its readers lack. It is not a term, and never an answer."""

    word: Line = Field(description="The word or words as they stand in the reading; capitals do not matter.")
    meaning: Line = Field(description="What it means here, in easy words.")


class LinkEntry(FileEntry):
    """A cause and its effect."""

    cause: Slug = Field(description="Id of the fact that is the cause.")
    effect: Slug = Field(description="Id of the fact that it led to.")
    quote: Quotes | None = None


class FactEntry(FileEntry):
    """One claim of the reading, with the questions on it."""

    id: Slug = Field(description="Stable name of the fact: lower-case letters, digits and dashes.")
    statement: Text = Field(description="The claim in one sentence.")
    short: ShortLabel | None = Field(
        default=None, description="A label of two to five words for the causes and the timeline, without the date that is asked."
    )
    quote: Quotes | None = None
    why: Text | None = Field(default=None, description="The explanation shown after an answer.")
    according_to: Line | None = Field(default=None, description="Who makes the claim, if it is contested.")
    background: Text | None = Field(default=None, description="Background that is not in the reading; never asked.")
    about: Words | None = Field(default=None, description="Names of the deck's terms that the fact is about.")
    when: Moment | None = Field(default=None, description="Puts the fact on the timeline: 2019, 2019-07, 2019-07-01 or 1910/1945.")
    when_given: bool = Field(default=False, description="True if the reading does not give the date: shown on the timeline, never asked.")
    category: Slug | None = Field(default=None, description="In place of the file's category.")
    tags: Slugs | None = Field(default=None, description="Labels for choosing facts and questions.")
    formerly: Slugs | None = Field(default=None, description="Earlier ids of the fact.")
    image: Image | None = Field(default=None, description="A picture shown with the explanation: {file: ..., alt: ...}.")
    questions: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] = Field(description="The questions about this fact.")


class FactsFile(FileEntry):
    """Any file of a deck other than deck.yaml."""

    category: Slug | None = Field(default=None, description="The category of facts in this file that do not name one.")
    facts: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] = Field(description="What learners should remember.")


class DeckFile(FileEntry):
    """deck.yaml: the description of a deck and, in a small deck, its facts."""

    title: Annotated[Line, Field(max_length=200)] = Field(description="The name of the deck, one line.")
    description: Text | None = Field(default=None, description="What the deck is about, in a sentence.")
    language: Language = Field(default="en", description="The language of the deck, such as en or pt-BR.")
    reading: ReadingName | None = Field(default=None, description="The file of the study text, such as reading.md.")
    easy: ReadingName | None = Field(
        default=None, description="The file of an easier level of the reading: a line for each sentence, such as reading.easy.md."
    )
    teacher: ReadingName | None = Field(default=None, description="The file of notes that only teachers see, such as teacher.md.")
    retells: Line | None = Field(default=None, description="What the reading retells and when that was written, in one line above it.")
    before: Thoughts | None = Field(default=None, description="Up to three lines to think about before reading.")
    after: Thoughts | None = Field(default=None, description="Up to three lines to think about after reading.")
    glossary: Annotated[tuple[GlossaryEntry, ...], Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="Words that some readers lack, explained below the reading. They are not terms and never answers."
    )
    source: SourceEntry | None = Field(default=None, description="The source of the reading.")
    as_of: Line | None = Field(default=None, description="The date the facts are true for, such as April 2023.")
    formerly: Slugs | None = Field(default=None, description="Earlier names of the deck's folder, so that what was learnt is kept.")
    check_again: Day | None = Field(default=None, description="The day from which teachers are reminded to check the deck: 2027-04-01.")
    categories: Annotated[dict[Slug, Line], Field(min_length=1)] | None = Field(
        default=None, description="Ids and titles of the categories."
    )
    asides: Annotated[tuple[Text, ...], Field(min_length=1)] | None = Field(
        default=None, description="Sentences in the reading that make no claim and need no question."
    )
    terms: Annotated[tuple[TermEntry, ...], Field(min_length=1)] | None = Field(
        default=None, description="The people, places and terms in the deck."
    )
    links: Annotated[tuple[LinkEntry, ...], Field(min_length=1)] | None = Field(default=None, description="Causes and their effects.")
    choices_first: bool = Field(default=False, description="True if a fact's questions with options come before its typed ones.")
    category: Slug | None = Field(default=None, description="The category of facts in this file that do not name one.")
    facts: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] | None = Field(default=None, description="The facts of a small deck.")
    questions: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] | None = Field(
        default=None, description="The questions of a deck without a reading; each counts as its own fact."
    )
