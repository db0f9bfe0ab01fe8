"""The notices of an exchange: what was left out or changed, and why a file was refused. One table has the words for each code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizapp.bank.problems import filling, shown
from quizapp.domain.memory.running import QuestionNumbers
from quizapp.domain.questions.phrases import N_, NN_, Phrase, packed, unpacked

MESSAGES: Mapping[str, str | tuple[str, str]] = {
    # what a format cannot express
    "left-out": N_("{what} is left out"),
    "deck-left-out": N_("{what} of the deck is left out"),
    "facts-left-out": NN_("{what} of {count} fact is left out", "{what} of {count} facts is left out"),
    "skipped": N_("questions of type {type} are left out"),
    "changed": N_("{type} becomes {into}"),
    "ids-left-out": N_("question ids are left out"),
    # what an import could not keep
    "refused-question": N_("left out: {reason}"),
    "weights-left-out": N_("partial marks are left out"),
    "feedback-left-out": N_("feedback for the right answer is left out"),
    "several-right": N_("there are several right options; learners now have to choose all of them"),
    "pattern-left-out": N_("an answer with wildcards is left out: {text}"),
    "media-left-out": N_("a picture, sound or other file is left out"),
    "one-number": N_("only the first right number is imported"),
    "many-answers": N_("a question with more than {most} answers is left out"),
    "unclosed": N_("left out: a brace is not closed"),
    "no-right": N_("left out: no answer is marked as right"),
    "unknown-line": N_("left out, because it does not belong to any question: {text}"),
    "tag-left-out": N_("the tag {text} is left out"),
    "plain-ends": N_("the line endings of {name}, or the mark at its start, are changed to plain ones; the words stay the same"),
    "empty-card": N_("a card with an empty side is left out"),
    "difficulty-left-out": N_("how hard the questions were elsewhere is left out: {reason}"),
    "difficulty-unknown": NN_(
        "how hard {count} question was elsewhere is left out, because the deck does not have it: {names}",
        "how hard {count} questions were elsewhere is left out, because the deck does not have them: {names}",
    ),
    "long-card": N_("a card of more than {most} characters is left out"),
    # why a file is refused
    "work-memory": N_("reading it takes more memory than an import may use; split the file"),
    "work-time": N_("reading it takes longer than an import may take; split the file"),
    "work-stopped": N_("the import was stopped twice before it was finished"),
    "not-text": N_("the file is not UTF-8 text"),
    "too-big": N_("the file is larger than {most} MB"),
    "no-questions": N_("the file has no questions that can be imported"),
    "too-much": N_("the file has more questions than a deck can hold; split it"),
    "too-many": N_("the file has more than {most} questions; split it into several files"),
    "not-xml": N_("the file is not valid XML: {reason}"),
    "unsafe-xml": N_("the XML declares a document type or entities, which question banks never need"),
    "not-moodle": N_("the XML is not a Moodle <quiz>"),
    "no-columns": N_("the first line must name the columns type, prompt and answer"),
    "bad-csv": N_("the table cannot be read: {reason}"),
    "not-zip": N_("the file cannot be read as a zip"),
    "zip-entries": N_("the zip has more than {most} entries"),
    "zip-size": N_("the zip unpacks to more than {most} MB"),
    "zip-ratio": N_("the zip has an entry that is compressed suspiciously tightly: {name}"),
    "zip-path": N_("the zip holds a path that leads elsewhere: {name}"),
    "zip-nested": N_("the zip holds folders in folders: {name}"),
    "zip-link": N_("the zip holds a link or another special file: {name}"),
    "zip-encrypted": N_("the zip is encrypted: {name}"),
    "zip-double": N_("the zip holds a name twice: {name}"),
    "bad-picture": N_("a picture in the zip is broken, animated, too large, or a drawing that does more than draw: {name}"),
    "zip-foreign": N_("the zip has something that is not a deck file: {name}"),
    "not-anki": N_("the file is not an Anki package: it has no collection that can be read"),
    "anki-newer": N_("the package has only the newer collection format; export it with support for older Anki versions"),
}


PLACED = N_("{place}: {text}")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: a code of the table, the question's id or title if there is one, and the line in the source, from 1."""

    code: str
    question: str = ""
    line: int = 0
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the notice in one line."""
        return str(self.placed)

    @property
    def text(self) -> Phrase:
        """The message, without the place."""
        words = MESSAGES[self.code]
        one, several = (words, "") if isinstance(words, str) else words
        return Phrase(one, filling(self.params), several)

    @property
    def placed(self) -> Phrase:
        """The message with its place."""
        about = Phrase(PLACED, {"place": shown(self.question), "text": self.text}) if self.question else self.text
        return Phrase(PLACED, {"place": Phrase(N_("line {line}"), {"line": self.line}), "text": about}) if self.line else about

    def packed(self) -> list[Any]:
        """Return the notice in a form that JSON can store: code and values."""
        return [self.code, self.question, self.line, {name: packed(value) for name, value in filling(self.params).items()}]

    @classmethod
    def unpacked(cls, kept: Sequence[Any]) -> Notice:
        """Return the notice that `packed` stored."""
        code, question, line, params = kept
        return cls(code, question, line, {name: unpacked(value) for name, value in params.items()})


class Refused(ValueError):  # noqa: N818 - read as a sentence: raise Refused
    """A file that is not accepted at all; `notice` says why."""

    def __init__(self, code: str, line: int = 0, **params: object) -> None:
        self.notice = Notice(code, line=line, params=params)
        super().__init__(str(self.notice))


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, and what the format could not express."""

    content: bytes
    losses: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of a deck folder by name, what could not be imported, and how hard questions were elsewhere, by id."""

    files: Mapping[str, bytes]
    notices: tuple[Notice, ...] = ()
    difficulty: Mapping[str, QuestionNumbers] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question as an importer found it: its YAML mapping without id and category, its title, and the title of its category."""

    raw: Mapping[str, object]
    title: str = ""
    category: str = ""
    line: int = 0


@dataclass
class Found:
    """The content of another program's file. `title` names the deck, if the file has one."""

    entries: list[FoundQuestion] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    title: str = ""

    def note(self, code: str, question: str = "", line: int = 0, **params: object) -> None:
        """Add a notice."""
        self.notices.append(Notice(code, question, line, params))
