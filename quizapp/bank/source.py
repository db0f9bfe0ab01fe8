"""The files of a deck as they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.bank.build import Parts
from quizapp.bank.pictures import is_picture
from quizapp.bank.problems import Problem, problem
from quizapp.bank.reader import SourceFile, parse_yaml, read_yaml
from quizapp.bank.scan import Unreadable, plain_text, read_text
from quizapp.bank.shape import DECK_FILE, EASY, NOTES, READING_NAME, TEXT_FILES
from quizapp.domain.reading.deck import Picture

SUFFIXES = (".yaml", ".yml")
NO_PICTURES: Mapping[str, Picture] = {}
MAX_READING = 50_000
"""The longest reading, in characters: some Markdown is slow to parse, and nobody learns a book at one sitting."""


@dataclass(frozen=True)
class DeckFiles:
    """The files of a deck as they were read, deck.yaml first, and the problems that made some unreadable.

    `folder` is empty for a deck that is in no folder; `texts` has the name of the Markdown file that each key of `TEXT_FILES` names, and
    its text, or None if it cannot be read; `pictures` are its pictures by name if they are stored, otherwise None.
    """

    id: str
    folder: Path
    files: Mapping[str, SourceFile]
    texts: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    pictures: Mapping[str, Picture | None] = field(default_factory=dict)

    @property
    def reading(self) -> str | None:
        """The reading, if there is one."""
        return self.text("reading")

    @property
    def reading_file(self) -> str:
        """The file of the reading, or nothing."""
        return self.named("reading")

    @property
    def parts(self) -> Parts:
        """The data of the files, from which decks are compiled."""
        files = {name: file.data for name, file in self.files.items()}
        return Parts(self.id, self.files[DECK_FILE].data, files, self.reading, easy=self.text(EASY), teacher=self.text(NOTES))

    def named(self, key: str) -> str:
        """Return the Markdown file that a key of deck.yaml names, or nothing."""
        return self.texts.get(key, ("", None))[0]

    def text(self, key: str) -> str | None:
        """Return the text of that file, if it can be read."""
        return self.texts.get(key, ("", None))[1]


def read_deck(folder: Path) -> DeckFiles:
    """Read the files of a deck folder. Files that cannot be read are among the problems of the result."""
    names = [path.name for path in folder.iterdir()]
    pictures = {name: None for name in names if is_picture(name)}
    return _read(folder.resolve().name, folder, names, lambda name: read_text(folder / name), pictures)


def read_texts(deck_id: str, files: Mapping[str, str], pictures: Mapping[str, Picture] = NO_PICTURES) -> DeckFiles:
    """Read the files of a deck from memory, by name. Files that cannot be read are among the problems of the result."""

    def text_of(name: str) -> str:
        if name not in files:
            raise Unreadable("file-missing", name=name)
        return plain_text(files[name])

    return _read(deck_id, Path(), files, text_of, pictures)


def _read(
    deck_id: str, folder: Path, names: Iterable[str], text_of: Callable[[str], str], pictures: Mapping[str, Picture | None]
) -> DeckFiles:
    """Read the files that a deck has among `names`; `text_of` raises Unreadable."""
    files: dict[str, SourceFile] = {}
    found: list[Problem] = []
    visible = sorted(name for name in names if not name.startswith("."))
    for name in sorted((name for name in visible if name.endswith(SUFFIXES)), key=lambda name: name != DECK_FILE):
        try:
            files[name] = parse_yaml(folder / name, text_of(name))
        except Unreadable as error:
            found.append(_unreadable(folder / name, error))
    found += [problem for file in files.values() for problem in file.problems]
    texts: dict[str, tuple[str, str | None]] = {}
    for key, name in _text_files(files.get(DECK_FILE)).items():
        try:
            texts[key] = name, _not_too_long(text_of(name))
        except Unreadable as error:
            texts[key] = name, None
            found.append(_unreadable(folder / name, error))
    return DeckFiles(deck_id, folder, files, texts, tuple(found), pictures)


def load_file(path: Path) -> list[Problem]:
    """Return what is wrong with a file that belongs to no deck."""
    try:
        return list(read_yaml(path).problems) or [problem(str(path), 1, 1, "not-a-deck", {})]
    except Unreadable as error:
        return [_unreadable(path, error)]


def _not_too_long(text: str) -> str:
    if len(text) > MAX_READING:
        raise Unreadable("reading-too-long")
    return text


def _text_files(file: SourceFile | None) -> dict[str, str]:
    """Return the Markdown files that deck.yaml names, by its keys, if they can be the names of files in the folder."""
    named = {key: file.data.get(key) if file else None for key in TEXT_FILES}
    return {key: name for key, name in named.items() if isinstance(name, str) and READING_NAME.fullmatch(name)}


def _unreadable(path: Path, error: Unreadable) -> Problem:
    return problem(str(path), error.line, error.column, error.code, error.params)
