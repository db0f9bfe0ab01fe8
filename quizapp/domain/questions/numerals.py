"""Numerals in names: World War II, World War 2, World War Two and the Second World War are one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.questions.counting import cardinals, ordinals
from quizapp.domain.questions.tables import Words, base, rows, table_of, words_of
from quizapp.domain.questions.text import plain

ORDINAL = "#"
"""Comes before the number of something that is numbered; typed text never has it at the start of a word."""

_MOST = 999
"""The largest number that can follow a noun as its number; a larger one is a year or an amount."""

_TEN = 10

_LENGTHS = (4, 3, 2, 1)
"""How many words a numeral may have, the most first: quatre-vingt-dix-neuf, trente et un."""

_ROMAN = re.compile(r"(?=[ivx])(?P<tens>x{0,3})(?P<ones>ix|iv|v?i{0,3})")
_LONE = {"i": 1, "v": 5}
"""Roman numerals of one letter; a single X is a numeral only in the name of a person."""


@dataclass(frozen=True)
class _Numerals:
    """Numerals of a language: `words` in one word, with (value, whether it is ordinal), and `marks` behind digits.

    No number belongs to a word that is `unnumbered`, such as an article.
    """

    words: Mapping[str, tuple[int, bool]]
    marks: frozenset[str]
    marked: re.Pattern[str]
    unnumbered: frozenset[str]
    articles: frozenset[str]


@lru_cache(maxsize=64)
def _numerals(language: str) -> _Numerals:
    found: dict[str, tuple[int, bool]] = {}
    for numerals in (table_of("en").numerals, table_of(language).numerals):
        found |= {name: (value, False) for name, value in cardinals(numerals, articles=False).items()}
        found |= {name: (value, True) for name, value in ordinals(numerals).items()}
    marks = {*words_of(language, "numerals.marks"), *words_of(language, "numerals.marks_in_names")}
    lists = ("articles", "places", "either", "both", "of", "turning")
    return _Numerals(
        words=found,
        marks=frozenset(marks),
        marked=re.compile(rf"(\d{{1,3}}|[ivx]{{2,}})(?:{'|'.join(sorted(map(re.escape, marks), key=len, reverse=True))})"),
        unnumbered=frozenset(word for name in lists for word in words_of(language, name)) - {*words_of(language, "numerals.numbered")},
        articles=frozenset(words_of(language, "articles")),
    )


def marked(text: str, language: str) -> str:
    """Return a text with digits for the ordinals that are known by a sign: 2. Weltkrieg, 2-nd, 第二次, 제2차."""
    numerals = table_of(language).numerals
    marks = _numerals(language).marks
    text = re.sub(r"(?<!\w)(\d{1,3})-([^\W\d]{1,3})(?!\w)", lambda at: at[1] + at[2] if plain(at[2]) in marks else at[0], text)
    if numerals.dotted:
        text = re.sub(r"(?<![\w.,])(\d{1,2})\.(?= ?[^\W\d])", r"\1th ", text)
    if numerals.prefix:
        digits = {sign: value for value, row in enumerate(rows(numerals.digits)) for sign in row}
        text = re.sub(f"{numerals.prefix} ?([{''.join(digits)}]+|\\d+)", lambda found: str(_counted(found[1], digits)), text)
    return text


def _counted(signs: str, digits: Mapping[str, int]) -> int:
    """Return the number that signs write: digit by digit, or with the sign for ten."""
    if signs.isdecimal():
        return int(signs)
    values = [digits[sign] for sign in signs]
    if _TEN not in values:
        return int("".join(map(str, values)))
    ten = values.index(_TEN)
    ahead, after = values[ten - 1 : ten], values[ten + 1 : ten + 2]
    return _TEN * (sum(ahead) or 1) + sum(after)


def is_numeral(word: str, language: str) -> bool:
    """Return whether a folded word is a number in digits or words."""
    numerals = _numerals(language)
    return word in numerals.words or any(map(str.isdecimal, word))


def numbered(tokens: Words, language: str, kind: str) -> Words:
    """Return folded words with each numeral in digits; the number of something comes first and is marked.

    A number counts as that of something if it is ordinal, or Roman or cardinal after a noun (Article nine); before a noun it is an amount
    (nine articles). In a text of numerals only, each stays where it is; a name of one word, such as Seven, is no number. Alone, a
    number word of a language other than English stays a word, since it agrees with a noun there: une is not un.
    """
    if len(tokens) == 1 and (kind != "text" or base(language) != "en"):
        return tokens
    numerals = _numerals(language)
    found: list[str] = []
    place = 0
    while place < len(tokens):
        length, read = _read(tokens, place, numerals)
        noun = bool(found) and not found[-1].lstrip(ORDINAL).isdecimal() and found[-1] not in numerals.unnumbered
        word = tokens[place] if read is None else _written(read, noun=noun)
        if read is None and length == 1 and _roman(tokens, place, kind, noun=noun):
            word = f"{ORDINAL}{_roman(tokens, place, kind, noun=noun)}"
        if word.startswith(ORDINAL) and len(found) > 1 and found[-1] in numerals.articles:
            found.pop()
        found.append(word)
        place += length
    numbers = [word for word in found if word.startswith(ORDINAL)]
    if len(numbers) != 1:
        return tuple(found)
    return (numbers[0], *(word for word in found if not word.startswith(ORDINAL)))


def _read(tokens: Words, place: int, numerals: _Numerals) -> tuple[int, tuple[int, bool] | None]:
    """Return how many words a numeral takes, with its value and whether it is ordinal; none for another word."""
    word = tokens[place]
    if word in numerals.words:
        length = next(length for length in _LENGTHS if "".join(tokens[place : place + length]) in numerals.words)
        return min(length, len(tokens) - place), numerals.words["".join(tokens[place : place + length])]
    if word.isdecimal():
        return 1, (int(word), False)
    found = numerals.marked.fullmatch(word)
    value = numeral_value(found[1]) if found else 0
    return 1, (value, True) if value else None


def numeral_value(digits: str) -> int:
    """Return the value of digits or of a Roman numeral, 0 for any other text."""
    if digits.isdecimal():
        return int(digits)
    roman = _ROMAN.fullmatch(digits)
    if roman is None:
        return 0
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return 10 * len(roman["tens"]) + ones.index(roman["ones"])


def _written(read: tuple[int, bool], *, noun: bool) -> str:
    value, ordinal = read
    return f"{ORDINAL}{value}" if ordinal or (noun and value <= _MOST) else str(value)


def _roman(tokens: Words, place: int, kind: str, *, noun: bool) -> int:
    """Return the value of a Roman numeral after a noun, or before one if it has more than one letter; 0 for any other word."""
    word = plain(tokens[place])
    if len(word) > 1:
        before = place == 0 and len(tokens) > 1
        return numeral_value(word) if (noun or before) and _ROMAN.fullmatch(word) else 0
    if not noun:
        return 0
    return 10 if word == "x" and kind == "person" else _LONE.get(word, 0)
