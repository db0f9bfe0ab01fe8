"""What the questions of decks cover of their readings, and each gap with its file, line and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizapp.bank.build import Compiled
from quizapp.bank.check import decks_under
from quizapp.bank.load import examine, is_sound
from quizapp.bank.places import in_reading
from quizapp.bank.shape import DECK_FILE
from quizapp.bank.source import DeckFiles, read_deck
from quizapp.domain.reading.coverage import CoverageGap, Share, coverage


@dataclass(frozen=True, slots=True)
class PlacedGap:
    """Something that no question's quote touches. `line` and `column` count from 1."""

    path: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How much of one kind (sentences, numbers, mentions, links or applied facts) is covered in a deck; `share` is from 0 to 1."""

    kind: str
    total: int
    covered: int
    share: float
    percent: int
    gaps: tuple[PlacedGap, ...]


@dataclass(frozen=True, slots=True)
class CoveredDeck:
    """The coverage of the deck in the folder `path`."""

    path: str
    kinds: tuple[Covered, ...]


def covered(paths: Iterable[Path]) -> list[CoveredDeck]:
    """Return the coverage of every deck under the paths that has a reading and no errors."""
    folders = dict.fromkeys(folder for path in paths for folder in decks_under(path))
    return [deck for folder in folders for deck in _of_folder(folder)]


def _of_folder(folder: Path) -> Iterable[CoveredDeck]:
    source = read_deck(folder)
    compiled, found = examine(source)
    if compiled and compiled.deck.reading and is_sound(found):
        kinds = coverage(compiled.deck).kinds()
        yield CoveredDeck(str(folder), tuple(_kind(name, share, source, compiled) for name, share in kinds.items()))


def _kind(name: str, share: Share, source: DeckFiles, compiled: Compiled) -> Covered:
    gaps = tuple(_placed(gap, source, compiled) for gap in share.gaps)
    return Covered(name, share.total, share.covered, share.share, share.percent, gaps)


def _placed(gap: CoverageGap, source: DeckFiles, compiled: Compiled) -> PlacedGap:
    """Return a gap with its place: that of its fact, in deck.yaml for a link, in the reading for everything else."""
    deck, reading = compiled.deck, compiled.deck.reading
    if gap.span and gap.link is None and reading:
        place = in_reading(source, reading, gap.span)
        return PlacedGap(str(source.folder / place.file), place.line, place.column, gap.text)
    if gap.fact:
        place = compiled.facts[gap.fact]
        return PlacedGap(str(source.folder / place.file), *source.files[place.file].place(place.way), gap.text)
    way = ("links", deck.links.index(gap.link)) if gap.link else ()
    return PlacedGap(str(source.folder / DECK_FILE), *source.files[DECK_FILE].place(way), gap.text)
