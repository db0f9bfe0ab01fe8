"""A deck as the app works with it: immutable, every quote found in the reading, every question loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from quizapp.domain.questions.question import Image, Question, Term


class Origin(StrEnum):
    """Where a deck is written: in a folder of the bank, or in the browser. The values are stored."""

    FOLDER = "folder"
    DATABASE = "database"


class Visibility(StrEnum):
    """Who may read a deck: anybody, the classes it is given to and its owners, its owners, or who had begun it. The values are stored."""

    PUBLIC = "public"
    CLASS = "class"
    DRAFT = "draft"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text with one look; `href` is an http, https or mailto address or empty."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, quotation line or code block of rendered Markdown. `kind` is p, li, oli, quote, h3 or pre."""

    kind: str
    runs: tuple[TextRun, ...]

    @property
    def text(self) -> str:
        """The plain text a reader sees; offsets of spans count its characters."""
        return "".join(run.text for run in self.runs)

    def cut(self, start: int, end: int) -> tuple[TextRun, ...]:
        """Return the runs between two offsets of the text; their looks stay."""
        cut, at = [], 0
        for run in self.runs:
            text = run.text[max(start - at, 0) : max(end - at, 0)]
            if text:
                cut.append(replace(run, text=text))
            at += len(run.text)
        return tuple(cut)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the plain text of one block of the reading, grown to whole words."""

    block: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether both lie over a common character."""
        return self.block == other.block and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a reading: blocks `first` to `last` (exclusive) of it. `anchor` is its id on the page."""

    anchor: str
    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The study text: all its blocks in order, and the sections they fall into."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        """The number of words, for the time it takes to read."""
        return sum(len(block.text.split()) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Source:
    """What a reading retells."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a deck as it is stored: the SHA-256 of its bytes, and its size in pixels."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Link:
    """A cause and its effect, both fact ids, and the words that tie them."""

    cause: str
    effect: str
    quotes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim of the reading with the questions that ask it."""

    id: str
    category: str
    questions: tuple[Question, ...]
    statement: str = ""
    quotes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    why: str = ""
    according_to: str = ""
    background: str = ""
    about: tuple[str, ...] = ()
    when: str = ""
    when_given: bool = False
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    image: Image | None = None


@dataclass(frozen=True)
class Deck:
    """A published deck. Facts stand in the order of their first quote in the reading.

    Of a fact's questions those whose right answer is recalled come first, with `choices_first` those that are chosen; the easy level
    first in both.
    """

    id: str
    title: str
    language: str
    facts: tuple[Fact, ...]
    description: str = ""
    reading: Reading | None = None
    source: Source = field(default_factory=Source)
    as_of: str = ""
    categories: Mapping[str, str] = field(default_factory=dict)
    asides: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()
    choices_first: bool = False
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @cached_property
    def fact_of(self) -> Mapping[str, Fact]:
        """The fact of each question, by question id."""
        return {str(question.id): fact for fact in self.facts for question in fact.questions}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, in the order in which new ones are asked."""
        return {str(question.id): question for fact in self.facts for question in fact.questions}

    def category_of(self, question_id: str) -> str:
        """Return the category a question counts in: its own, else its fact's."""
        return self.questions[question_id].category or self.fact_of[question_id].category
