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
from operator import attrgetter
from typing import Any

Words = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]
Groups = tuple[tuple[str, Words], ...]
"""What is meant, with the words for it."""

_FOLDER = files(__package__) / "tables"


@dataclass(frozen=True)
class Numerals:
    """Words for numbers, in names (World War Two) and in amounts and dates (two hundred and five).

    A list that counts has `|` between words for the same number, and an empty text in place of a missing one. Amounts and dates are read in
    words if the list of `tens` is there: otherwise only a part of the numbers is known.

    - `cardinals` and `ordinals` count from one, `tens` and `ordinal_tens` from twenty to ninety; `zero` is apart, since no name has it.
      `ordinal_ends` are the endings that each ordinal takes. With `units_first`, the units come before the tens; after the tens in
      `scores` the numbers go on to nineteen. What is listed with a space may be joined.
    - `hundreds` are the one word for hundred, after the number of them, or those for 100 to 900. `glued` are words for thousand that are
      written in one word with the number before them. `joints` stand between the parts of a number, the first of them in one word with
      them too; `of` stands between a part and its whole (a quarter of a million); `one` are the words for one before a scale or a unit,
      which are articles too and no number in a name.
    - `parts` are fractions and `scales` the sizes that CLDR does not list, each with its words; `bare_scales` mean one of it when no number
      stands before them; `parts_and_ordinals` are parts that give a place in a row when they stand alone.
    - `marks` follow digits and make them ordinal (2nd): `marks_in_names` only in names and dates, being units or other words elsewhere,
      `marks_in_amounts` only in amounts. With `dotted` a full stop does so too (2. Weltkrieg). `prefix` comes before a numeral and makes
      it ordinal.
    - `numbered` are words of `turning` that may have a number in a name: Part II.
    - `digits` are the signs for zero to ten, `steps` those for a hundred and a thousand, `myriads` those for 10^4, 10^8, 10^12 and 10^16.
      `native_ones` and `native_tens` are other words for 1 to 9 and 10 to 90, with which things are counted.
    """

    zero: str = ""
    cardinals: Words = ()
    ordinals: Words = ()
    tens: Words = ()
    ordinal_tens: Words = ()
    ordinal_ends: Words = ()
    units_first: bool = False
    scores: Words = ()
    hundreds: Words = ()
    glued: Words = ()
    joints: Words = ()
    of: Words = ()
    one: Words = ()
    parts: Groups = ()
    scales: Groups = ()
    bare_scales: Words = ()
    parts_and_ordinals: Words = ()
    marks: Words = ()
    marks_in_names: Words = ()
    marks_in_amounts: Words = ()
    dotted: bool = False
    prefix: str = ""
    numbered: Words = ()
    digits: Words = ()
    steps: Words = ()
    myriads: Words = ()
    native_ones: Words = ()
    native_tens: Words = ()


@dataclass(frozen=True)
class Amounts:
    """Words around numbers, and names of units and currencies that CLDR does not list.

    `around` do not change an amount; `at_end` neither, which are written in one word with the unit. `inexact` make it inexact or another
    one, and are never ignored. `minus` makes it negative, but not after `at_least`. A word that begins with one of `percentage` asks for
    per cent. `units` are those of CLDR, each with more names; `currencies` are codes with a space between them, each with the names that
    fit all of them; `minor` are names for a hundredth of them.
    """

    around: Words = ()
    at_end: Words = ()
    inexact: Words = ()
    minus: Words = ()
    at_least: Words = ()
    percentage: Words = ()
    units: Groups = ()
    currencies: Groups = ()
    minor: Groups = ()


@dataclass(frozen=True)
class Dates:
    """Words in dates.

    `fillers` can be ignored, `loose` only in what is typed: they say no more than the date, unlike before, after and until. `parts` are
    parts of a year or a month, which may be typed with it but not with a decade: the early 1990s are not all of it. `around` stand around
    a range and `between` between its two ends. `weekdays` count from Monday, with `|` as in numerals, and are those that CLDR does not
    list. `decades` and `centuries` are regular expressions for a decade and a century, with # for its first year and its number.
    `by_twos` are words for the zero in a year that is read by twos (nineteen oh five), in a language that reads years so; with
    `ordinal_years` the last part of a year is an ordinal.
    """

    fillers: Words = ()
    loose: Words = ()
    parts: Words = ()
    around: Words = ()
    between: Words = ()
    weekdays: Words = ()
    decades: Words = ()
    centuries: Words = ()
    by_twos: Words = ()
    ordinal_years: bool = False


@dataclass(frozen=True)
class Table:
    """Words of a language.

    - `articles` stand before a name; one that ends in an apostrophe is joined to it. `places` are prepositions before a place that say
      no more than that it is meant: in, but not near. `frames` and `closings` stand before and after an answer in a sentence: "it is", "I
      think". `turning` are words that change what is said, such as not, near and former: they are never ignored.
    - `possessives` stand before a noun as articles do; they are left out of what is typed, never of the right answer.
    - `circumstances` are the first words of questions that do not ask who or what does something (when, in), and `auxiliaries` make such a
      question wherever they stand (did). In an answer to one, the prompt's verb may be said again after one of the `subjects`: `verbs` are
      the forms of verbs, with `|` between those of one, and `verb_ends` pairs of endings that make other forms; `neutral` are prepositions
      that say no more than when or where, and `agents` those before who did something, which turn a passive sentence around.
    - `kinds` are nouns that say what is named and may stand before it with `of`: the city of Canberra.
    - `either` and `both` stand between the parts of a list; `either` also between two names of one thing. `either_joined` and `both_joined`
      are regular expressions for those that are written in one word with the part before them. `of` joins the two nouns of
      "treaty of defence".
    - `titles` stand before a person's name and `titles_after` after it, joined to it or not; the longest come first.
    - `particles` and `place_ends` are joined to the end of a word, the longest first: those of grammar, and those that say what kind of
      place it is.
    - `plurals` are pairs of endings, one and several; `abbreviations` are written out, `last_abbreviations` where they come last.
    - `letters` are other ways to write a letter (ä, ae). `spellings` are regular expressions for what is spelled in two ways in a word,
      each with what both become, in the order in which they are applied.
    """

    articles: Words = ()
    places: Words = ()
    frames: Words = ()
    closings: Words = ()
    turning: Words = ()
    possessives: Words = ()
    circumstances: Words = ()
    auxiliaries: Words = ()
    subjects: Words = ()
    neutral: Words = ()
    agents: Words = ()
    verbs: Words = ()
    verb_ends: Pairs = ()
    either: Words = ()
    both: Words = ()
    either_joined: Words = ()
    both_joined: Words = ()
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
    numerals: Numerals = field(default_factory=Numerals)
    amounts: Amounts = field(default_factory=Amounts)
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
    parts = {"numerals": Numerals, "amounts": Amounts, "dates": Dates}
    return Table(**{key: parts[key](**_frozen(value)) if key in parts else _tupled(value) for key, value in data.items()})


def _frozen(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _tupled(value) for key, value in data.items()}


def _tupled(value: Any) -> Any:
    """Return lists as tuples, and mappings as tuples of pairs."""
    if isinstance(value, dict):
        return tuple((key, _tupled(entry)) for key, entry in value.items())
    return tuple(tuple(entry) if isinstance(entry, list) else entry for entry in value) if isinstance(value, list) else value


@lru_cache(maxsize=512)
def words_of(language: str, name: str) -> Words:
    """Return a list of words of a language, followed by the English ones, which always count as well: "articles", "dates.loose"."""
    listed = attrgetter(name)
    return tuple(dict.fromkeys(listed(table_of(language)) + listed(table_of("en"))))


def rows(counting: Words) -> tuple[Words, ...]:
    """Return the words for each number of a list that counts."""
    return tuple(tuple(filter(None, names.split("|"))) for names in counting)


FIELDS = tuple(each.name for each in fields(Table))
"""The names of the tables."""
