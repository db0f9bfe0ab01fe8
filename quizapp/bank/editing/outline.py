"""What the files of a deck contain: facts and their questions, with their lines, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quizapp.bank.build import question_id
from quizapp.bank.problems import Problem, Way
from quizapp.bank.reader import SourceFile
from quizapp.bank.source import SUFFIXES, DeckFiles, read_texts


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question: its line from 1, and its id, which is made from the fact's if it has none of its own."""

    line: int
    id: str
    type: str
    prompt: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact: its file, its line from 1, and its category or that of its file. `alone` marks a question outside any fact."""

    file: str
    line: int
    id: str
    category: str
    statement: str
    questions: Sequence[QuestionLine]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The facts in the order of the files, and the problems that make files unreadable."""

    facts: Sequence[FactLine]
    broken: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class EntrySpot:
    """A fact, or a question outside any fact, in a file: the path to it and its data."""

    file: SourceFile
    name: str
    way: Way
    data: Mapping[str, Any]

    @property
    def is_alone(self) -> bool:
        """Return whether this is a question outside any fact."""
        return self.way[0] == "questions"

    @property
    def id(self) -> str:
        """The id, or an empty string."""
        return _text(self.data.get("id"))

    def questions(self) -> Iterator[tuple[Way, str, Mapping[str, Any]]]:
        """Yield the path to each question, its id and its data."""
        if self.is_alone:
            yield self.way, self.id, self.data
            return
        for index, raw in _mappings(self.data, "questions"):
            yield (*self.way, "questions", index), _text(question_id(raw, self.id)), raw


def outline(files: Mapping[str, str]) -> Outline:
    """Return the outline of the files of a deck. Files that are not valid YAML are among its problems."""
    source = sources(files)
    broken = [problem for problem in source.problems if problem.path not in source.files and problem.path.endswith(SUFFIXES)]
    return Outline([_line(spot) for spot in spots(source)], broken)


def sources(files: Mapping[str, str]) -> DeckFiles:
    """Read the files of a deck, whatever its id."""
    return _sources(tuple(files.items()))


@lru_cache(maxsize=4)
def _sources(files: tuple[tuple[str, str], ...]) -> DeckFiles:
    """Read files; cached, because one change of a deck needs them several times."""
    return read_texts("deck", dict(files))


def spots(source: DeckFiles) -> Iterator[EntrySpot]:
    """Yield the places of the facts, and of the questions outside any fact, in the order of the files."""
    for name, file in source.files.items():
        for key in ("facts", "questions"):
            for index, raw in _mappings(file.data, key):
                yield EntrySpot(file, name, (key, index), raw)


def _line(spot: EntrySpot) -> FactLine:
    questions = [
        QuestionLine(spot.file.place(way)[0], name, _text(raw.get("type")), _text(raw.get("prompt"))) for way, name, raw in spot.questions()
    ]
    category = _text(spot.data.get("category")) or _text(spot.file.data.get("category"))
    return FactLine(
        spot.name, spot.file.place(spot.way)[0], spot.id, category, _text(spot.data.get("statement")), questions, alone=spot.is_alone
    )


def _mappings(content: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    entries = content.get(key)
    return ((index, entry) for index, entry in enumerate(entries if isinstance(entries, list) else ()) if isinstance(entry, Mapping))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
