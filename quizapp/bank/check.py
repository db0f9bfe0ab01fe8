"""Everything that is wrong with the decks under a path: a bank folder, a deck folder, or one file of a deck."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizapp.bank.load import load_folder
from quizapp.bank.problems import Problem, problem
from quizapp.bank.shape import DECK_FILE
from quizapp.bank.source import SUFFIXES, load_file


def check(paths: Iterable[Path]) -> list[Problem]:
    """Return every problem of the decks under the paths, in the order of the paths, then of the files."""
    return list(dict.fromkeys(found for path in paths for found in _under(path)))


def deck_folders(bank: Path) -> list[Path]:
    """Return the deck folders of a bank folder by name, and folders of YAML files that lack only a deck.yaml."""
    folders = [path for path in bank.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return sorted(path for path in folders if any(file.suffix in SUFFIXES for file in path.iterdir()))


def decks_under(path: Path) -> list[Path]:
    """Return the folders of the decks under a path: those in a bank, a deck's own folder, or the one of a file."""
    if not path.is_dir():
        return [path.parent] if path.exists() and (path.parent / DECK_FILE).exists() else []
    return [path] if (path / DECK_FILE).exists() else deck_folders(path)


def _under(path: Path) -> Iterable[Problem]:
    folders = decks_under(path)
    found = [each for folder in folders for each in load_folder(folder)[1]]
    if path.is_dir():
        return found if folders else [problem(str(path), 1, 1, "not-a-deck", {})]
    return [each for each in found if each.path == str(path)] if folders else load_file(path)
