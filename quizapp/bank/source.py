"""The files of a deck as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizapp.bank.build import DECK_FILE, Parts
from quizapp.bank.problems import Problem, problem
from quizapp.bank.reader import SourceFile, read_yaml
from quizapp.bank.scan import Unreadable, read_text
from quizapp.bank.shape import READING_NAME

SUFFIXES = (".yaml", ".yml")
MAX_READING = 50_000
"""The longest reading, in characters: Markdown can be made slow to read, and nobody learns a book at one sitting."""


@dataclass(frozen=True)
class Source:
    """The files of a deck as they were read, deck.yaml first, and what kept some from being read."""

    folder: Path
    files: Mapping[str, SourceFile]
    reading: str | None = None
    reading_file: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def parts(self) -> Parts:
        """The data of the files, as decks are compiled from."""
        return Parts(
            self.folder.resolve().name, self.files[DECK_FILE].data, {name: file.data for name, file in self.files.items()}, self.reading
        )


def read_deck(folder: Path) -> Source:
    """Read the files of a deck folder. What cannot be read is among the problems of the result."""
    files: dict[str, SourceFile] = {}
    found: list[Problem] = []
    names = sorted(path.name for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith("."))
    for name in sorted(names, key=lambda name: name != DECK_FILE):
        try:
            files[name] = read_yaml(folder / name)
        except Unreadable as error:
            found.append(_unreadable(folder / name, error))
    found += [problem for file in files.values() for problem in file.problems]
    reading_file = _reading_file(files.get(DECK_FILE))
    reading = None
    if reading_file:
        try:
            reading = _read(folder / reading_file)
        except Unreadable as error:
            found.append(_unreadable(folder / reading_file, error))
    return Source(folder, files, reading, reading_file, tuple(found))


def load_file(path: Path) -> list[Problem]:
    """Return what is wrong with a file that belongs to no deck."""
    try:
        return list(read_yaml(path).problems) or [problem(str(path), 1, 1, "not-a-deck", {})]
    except Unreadable as error:
        return [_unreadable(path, error)]


def _read(path: Path) -> str:
    text = read_text(path)
    if len(text) > MAX_READING:
        raise Unreadable("reading-too-long")
    return text


def _reading_file(file: SourceFile | None) -> str:
    """Return the name of the reading that deck.yaml gives, if it is the name of a file in the folder."""
    name = file.data.get("reading") if file else None
    return name if isinstance(name, str) and READING_NAME.fullmatch(name) else ""


def _unreadable(path: Path, error: Unreadable) -> Problem:
    return problem(str(path), error.line, error.column, error.code, error.params)
