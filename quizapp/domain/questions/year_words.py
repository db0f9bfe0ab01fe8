"""Years and centuries that are said in words: nineteen eighty-four, mil novecientos, the 19th century, XIXe siècle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from quizapp.domain.questions.counting import HUNDRED, NumberReader, numerals_of
from quizapp.domain.questions.date_words import date_words
from quizapp.domain.questions.myriads import in_digits
from quizapp.domain.questions.numerals import numeral_value
from quizapp.domain.questions.tables import table_of, words_of
from quizapp.domain.questions.text import plain

_YEARS = range(100, 3000)
"""The years that may be said in words: a smaller number in words is a day or no date."""

_FIRST_TWO = range(10, 22)
_TEN = 10
_LAST_CENTURY = 30
_NUMBER = r"(?P<number>.+)"
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")


def with_digits(text: str, language: str) -> str:
    """Return a text with its years in digits that are said in words, folded if there is one: July nineteen eighty-four."""
    folded = in_digits(plain(text.replace("’", "'")), language)
    return _RUN.sub(lambda run: _run_in_digits(run[0], language), folded)


def _run_in_digits(run: str, language: str) -> str:
    """Return words with spaces or hyphens between them, with their years in digits."""
    places = list(_WORD.finditer(run))
    words = [place[0] for place in places]
    found, at, end = "", 0, 0
    while at < len(words):
        year, after = _year(words, at, language)
        if after > at:
            found += run[end : places[at].start()] + str(year)
            end = places[after - 1].end()
        at = max(after, at + 1)
    return found + run[end:]


def _year(words: Sequence[str], at: int, language: str) -> tuple[int, int]:
    """Return the year that begins at a word, and where it ends: where it begins if there is none."""
    reader = NumberReader(words, numerals_of(language))
    counted = reader.read(at, ordinals=False)
    if counted is None or counted.spoken or counted.values[0].denominator > 1:
        return 0, at
    number, end = int(counted.values[0]), counted.end
    dates = table_of(language).dates
    if dates.by_twos and number in _FIRST_TWO and end < len(words):
        zero = words[end] in dates.by_twos
        rest = reader.read(end + zero, ordinals=False) if end + zero < len(words) else None
        if rest and rest.values[0] in (range(1, _TEN) if zero else range(_TEN, HUNDRED)):
            return HUNDRED * number + int(rest.values[0]), rest.end
    if dates.ordinal_years and end < len(words) and number % _TEN == 0:
        place = numerals_of(language).places.get(words[end], 0)
        if 0 < place < (_TEN if number % HUNDRED else HUNDRED):
            number, end = number + place, end + 1
    return (number, end) if number in _YEARS else (0, at)


def years_of_century(text: str, language: str) -> tuple[int, int] | None:
    """Return the first and the last year of the century that a whole text names; None for any other text.

    Years before 1 are negative. Words that may be typed with a date may stand around it, but not those for parts: the early 19th century.
    """
    words = date_words(language)
    folded = words.alike(text)
    era = words.era_name.search(folded)
    rest = f"{folded[: era.start()]} {folded[era.end() :]}" if era else folded
    for pattern in _centuries(language):
        found = pattern.search(rest)
        if found is None:
            continue
        names = _TOKEN.findall(f"{rest[: found.start()]} {found['number']} {rest[found.end() :]}")
        number = _number([name for name in names if name not in words.fillers | words.loose], language)
        if 0 < number <= _LAST_CENTURY:
            first, last = HUNDRED * (number - 1) + 1, HUNDRED * number
            return (-last, -first) if era and words.sign(era[0]) < 0 else (first, last)
    return None


@lru_cache(maxsize=64)
def _centuries(language: str) -> Sequence[re.Pattern[str]]:
    patterns = words_of(language, "dates.centuries")
    return [re.compile(pattern.replace("#", _NUMBER)) for pattern in patterns]


def _number(names: Sequence[str], language: str) -> int:
    """Return the number in digits, Roman numerals or words that some words are; 0 if they are none."""
    joined = "".join(names)
    digits = date_words(language).number.fullmatch(in_digits(joined, language))
    words = numerals_of(language)
    return numeral_value(digits[1]) if digits else words.places.get(joined) or words.small.get(joined, 0)
