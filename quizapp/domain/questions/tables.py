"""Words of languages: one data file for each, `tables/<tag>.toml`, read when it is first asked for.

All files have the keys of `Table` and no others. Words are written as `text.plain` returns them (lower case, without marks in Latin, Greek
and Cyrillic); an entry of several words has single spaces between them. What Babel's CLDR data know (months, eras, countries, cities) is
not repeated here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any

Words = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]

_FOLDER = files(__package__) / "tables"


@dataclass(frozen=True)
class Numerals:
    """Words for numbers from one up.

    `cardinals` and `ordinals` count from one, with `|` between words for the same number, and nothing where the word is an article too;
    `tens` are twenty, thirty and so on, before a word for one to nine; `ordinal_ends` are the endings that each ordinal takes; `marks`
    follow digits and make them ordinal (2nd); with `dotted` a full stop does so too (2. Weltkrieg); `prefix` comes before a numeral and
    makes it ordinal, and `digits` are zero to ten as they are written after it.
    """

    cardinals: Words = ()
    ordinals: Words = ()
    tens: Words = ()
    ordinal_ends: Words = ()
    marks: Words = ()
    dotted: bool = False
    prefix: str = ""
    digits: str = ""


@dataclass(frozen=True)
class Dates:
    """Words in dates: `fillers` can be ignored; `around` stand around a range and `between` between its two ends."""

    fillers: Words = ()
    around: Words = ()
    between: Words = ()


@dataclass(frozen=True)
class Table:
    """Words of a language.

    - `articles` stand before a name; one that ends in an apostrophe is joined to it. `places` are prepositions before a place that say
      no more than that it is meant: in, but not near. `frames` and `closings` stand before and after an answer in a sentence: "it is", "I
      think". `turning` are words that change what is said, such as not, near and former: they are never ignored.
    - `kinds` are nouns that say what is named and may stand before it with `of`: the city of Canberra.
    - `either` and `both` stand between the parts of a list; `either` also between two names of one thing. `of` joins the two nouns of
      "treaty of defence".
    - `titles` stand before a person's name and `titles_after` after it, joined to it or not; the longest come first.
    - `particles` and `place_ends` are joined to the end of a word, the longest first: those of grammar, and those that say what kind of
      place it is.
    - `plurals` are pairs of endings, one and several; `abbreviations` are written out, `last_abbreviations` where they come last.
    - `letters` are other ways to write a letter (ä, ae). `spellings` are words, `spelled_parts` parts and `spelled_ends` ends of words that
      are spelled in two ways.
    """

    articles: Words = ()
    places: Words = ()
    frames: Words = ()
    closings: Words = ()
    turning: Words = ()
    either: Words = ()
    both: Words = ()
    of: Words = ()
    kinds: Words = ()
    titles: Words = ()
    titles_after: Words = ()
    particles: Words = ()
    place_ends: Words = ()
    plurals: Pairs = ()
    abbreviations: Pairs = ()
    last_abbreviations: Pairs = ()
    letters: Pairs = ()
    spellings: Pairs = ()
    spelled_parts: Pairs = ()
    spelled_ends: Pairs = ()
    numerals: Numerals = field(default_factory=Numerals)
    dates: Dates = field(default_factory=Dates)


NO_WORDS = Table()


def base(language: str) -> str:
    """Return a language tag without its region and script."""
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def languages() -> Words:
    """Return the languages that have a table, sorted."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _FOLDER.iterdir() if file.name.endswith(".toml")))


@lru_cache(maxsize=64)
def table_of(language: str) -> Table:
    """Return the words of a language by its tag, whatever its region; of a language without a table, no words."""
    tag = base(language)
    return table_from(tomllib.loads((_FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))) if tag in languages() else NO_WORDS


def table_from(data: dict[str, Any]) -> Table:
    """Return the table that the data of a file describe. Raises TypeError if they have another key."""
    parts = {"numerals": Numerals, "dates": Dates}
    return Table(**{key: parts[key](**_frozen(value)) if key in parts else _tupled(value) for key, value in data.items()})


def _frozen(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _tupled(value) for key, value in data.items()}


def _tupled(value: Any) -> Any:
    """Return lists as tuples, and mappings as tuples of pairs."""
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(tuple(entry) if isinstance(entry, list) else entry for entry in value) if isinstance(value, list) else value


@lru_cache(maxsize=64)
def words_of(language: str, name: str) -> Words:
    """Return a list of words of a language, followed by the English ones, which always count as well."""
    return tuple(dict.fromkeys(getattr(table_of(language), name) + getattr(table_of("en"), name)))


FIELDS = tuple(each.name for each in fields(Table))
"""The names of the tables."""
