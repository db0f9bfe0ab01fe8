"""What an exchange has to say: what was left out or changed, and why a file was refused. Codes with parameters, worded by one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.bank.problems import shown

MESSAGES: Mapping[str, str] = {
    # what a format cannot hold
    "left-out": "{what} is left out",
    "deck-left-out": "{what} of the deck is left out",
    "facts-left-out": "{what} of {count} facts is left out",
    "skipped": "the type {type} is left out",
    "changed": "{type} becomes {into}",
    "ids-left-out": "the ids of the questions are left out",
    # what an import could not take over
    "refused-question": "left out: {reason}",
    "weights-left-out": "partial marks are left out",
    "feedback-left-out": "feedback for the right answer is left out",
    "several-right": "several right options: all of them must be chosen now",
    "pattern-left-out": "an answer with wildcards is left out: {text}",
    "media-left-out": "a picture, sound or other file is left out",
    "one-number": "only the first right number is taken over",
    "unclosed": "left out: a brace is not closed",
    "no-right": "left out: no answer is marked as right",
    "unknown-line": "left out: this belongs to no question: {text}",
    "tag-left-out": "the tag {text} is left out",
    "plain-ends": "the line ends of {name}, or the mark at its start, are made plain: its words stay as they are",
    "empty-card": "a card with an empty side is left out",
    # why a file is refused
    "not-text": "the file is no UTF-8 text",
    "too-big": "the file is larger than {most} MB",
    "no-questions": "there is no question in the file that can be taken over",
    "too-much": "there are more questions than one deck can hold: divide the file",
    "not-xml": "the file is no XML: {reason}",
    "unsafe-xml": "the XML declares a document type or entities, which question banks never need",
    "not-moodle": "the XML is no <quiz>",
    "no-columns": "the first line must name the columns type, prompt and answer",
    "bad-csv": "the table cannot be read: {reason}",
    "not-zip": "the file is no zip that can be read",
    "zip-entries": "the zip has more than {most} entries",
    "zip-size": "the zip unpacks to more than {most} MB",
    "zip-ratio": "an entry of the zip is packed too tightly to be honest: {name}",
    "zip-path": "the zip holds a path that leads elsewhere: {name}",
    "zip-nested": "the zip holds folders in folders: {name}",
    "zip-link": "the zip holds a link or another special file: {name}",
    "zip-encrypted": "the zip is encrypted: {name}",
    "zip-double": "the zip holds a name twice: {name}",
    "bad-picture": "a picture of the zip is broken, animated or larger than 500 KB: {name}",
    "zip-foreign": "the zip holds what is no file of a deck: {name}",
    "not-anki": "the file is no package of Anki: it holds no collection that can be read",
    "anki-newer": "the package holds only a newer form of collection: export it with support for older versions of Anki",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell: a code of the table, the question's id or title where there is one, and the line in the source, from 1."""

    code: str
    question: str = ""
    line: int = 0
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the notice in one line."""
        where = [f"line {self.line}"] * bool(self.line) + [shown(self.question)] * bool(self.question)
        return ": ".join([*where, self.text])

    @property
    def text(self) -> str:
        """What is the matter, without the place."""
        return MESSAGES[self.code].format_map({name: shown(str(value)) for name, value in self.params.items()})


class Refused(ValueError):  # noqa: N818 - read as a sentence: raise Refused
    """A file that is not taken at all; `notice` says why."""

    def __init__(self, code: str, line: int = 0, **params: object) -> None:
        self.notice = Notice(code, line=line, params=params)
        super().__init__(str(self.notice))


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, and what the format could not hold."""

    content: bytes
    losses: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of a deck folder by name, and what could not be taken over."""

    files: Mapping[str, bytes]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as an importer found it: the mapping of a deck's YAML without id and category, its title and its category's title."""

    raw: Mapping[str, object]
    title: str = ""
    category: str = ""
    line: int = 0


@dataclass
class Found:
    """What a file of another program holds. `title` names the deck, where the file does."""

    entries: list[Entry] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    title: str = ""

    def note(self, code: str, question: str = "", line: int = 0, **params: object) -> None:
        """Add a notice."""
        self.notices.append(Notice(code, question, line, params))
