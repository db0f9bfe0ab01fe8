"""A deck as the app uses it: immutable, with every quote found in the reading and every question loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from quizapp.domain.questions.inline import TextRun
from quizapp.domain.questions.question import Image, Question, Term


class Origin(StrEnum):
    """Where a deck is written: in a folder of the bank or in the browser. The values are stored."""

    FOLDER = "folder"
    DATABASE = "database"


class Visibility(StrEnum):
    """Who may read a deck: everyone, its classes and owners, its owners only, or those who had begun it. The values are stored."""

    PUBLIC = "public"
    CLASS = "class"
    DRAFT = "draft"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, quotation line or code block of rendered Markdown. `kind` is p, li, oli, quote, h3 or pre."""

    kind: str
    runs: tuple[TextRun, ...]

    @property
    def text(self) -> str:
        """The plain text a reader sees; the offsets of spans count its characters."""
        return "".join(run.text for run in self.runs)

    def cut(self, start: int, end: int) -> tuple[TextRun, ...]:
        """Return the runs between two offsets of the text, in their styles."""
        cut, at = [], 0
        for run in self.runs:
            text = run.text[max(start - at, 0) : max(end - at, 0)]
            if text:
                cut.append(replace(run, text=text))
            at += len(run.text)
        return tuple(cut)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the plain text of one block of the reading, extended to whole words."""

    block: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether both contain a common character."""
        return self.block == other.block and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a reading: its blocks `first` to `last` (exclusive). `anchor` is its id on the page."""

    anchor: str
    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The study text: all its blocks in order, and the sections they belong to."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        """The number of words, from which the reading time is estimated."""
        return sum(len(block.text.split()) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Source:
    """The source that a reading retells."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture of a deck: the SHA-256 of its bytes, and its size in pixels."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word of a reading that some of its readers lack, and what it means there. It is not a term, and never an answer."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Link:
    """A cause and its effect, both fact ids, and the words that connect them."""

    cause: str
    effect: str
    quotes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim of the reading, with the questions on it. `short` is its label in practices; empty if its author gave none."""

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
    short: str = ""

    @property
    def label(self) -> str:
        """What names the fact in little room: its short label, or else its statement, or else its id."""
        return self.short or self.statement or self.id


@dataclass(frozen=True)
class Deck:
    """A published deck. Facts are in the order of their first quote in the reading.

    Among a fact's questions, those that ask for recall come first or, with `choices_first`, those that offer choices; easy levels come
    first within both groups. `easy` is an easier level of the reading: each line of its blocks retells a sentence. `before` and `after` are
    lines to think about, `check_again` is a day (2027-04-01) or empty. The notes for teachers are not here: `teacher` says whether there
    are any.
    """

    id: str
    title: str
    language: str
    facts: tuple[Fact, ...]
    description: str = ""
    reading: Reading | None = None
    source: Source = field(default_factory=Source)
    as_of: str = ""
    formerly: tuple[str, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
    asides: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    links: tuple[Link, ...] = ()
    choices_first: bool = False
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    easy: Reading | None = None
    retells: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    glossary: tuple[GlossaryWord, ...] = ()
    check_again: str = ""
    teacher: bool = False

    @cached_property
    def fact_of(self) -> Mapping[str, Fact]:
        """The fact of each question, by question id."""
        return {str(question.id): fact for fact in self.facts for question in fact.questions}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, in the order in which new ones are asked."""
        return {str(question.id): question for fact in self.facts for question in fact.questions}

    def category_of(self, question_id: str) -> str:
        """Return the category that a question counts in: its own, or else its fact's."""
        return self.questions[question_id].category or self.fact_of[question_id].category
