"""The words used in dates: months and eras, in a language and in English, are found in a text and marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.questions.languages import FROM_TO, IN_DATES, base, date_pattern, era_names, month_names, short_date_pattern
from quizapp.domain.questions.text import plain

MONTH, YEAR = "\x01", "\x02"
"""Marks before the number of a month or of a year in a text; typed text has no control characters."""

_LETTER = r"[^\W\d_]"
_SIGNS = ((r"(\d+) ?[年년]", r" \1 "), (r"(\d+) ?[月월]", rf" {MONTH}\1 "), (r"(\d+) ?[日일號号]", r" \1 "))
_ORDINAL = re.compile(rf"(?<=\d)(?:st|nd|rd|th|er|re|o|a|e)(?!{_LETTER})")
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"〜": "~", "’": "'"})


@dataclass(frozen=True)
class DateWords:
    """The words used to write dates in a language.

    `fillers` are words that can be ignored; `of_ranges` come before a range or between its ends; `between` are patterns that separate the
    ends, the most reliable first; with `day_first`, 1.7.2019 is the first of July.
    """

    months: Mapping[str, int]
    month: re.Pattern[str]
    eras: Mapping[str, int]
    era: re.Pattern[str]
    fillers: frozenset[str]
    of_ranges: frozenset[str]
    between: tuple[str, ...]
    day_first: bool

    def marked(self, text: str) -> str:
        """Return a text in lower case, with one kind of dash, ASCII digits, and marks for its months and its years with an era."""
        found = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), plain(text.translate(_ALIKE)))
        for sign, mark in _SIGNS:
            found = re.sub(sign, mark, found)
        found = self.month.sub(lambda name: f" {MONTH}{self.months[name[1]]} ", found)
        found = self.era.sub(self._year, found)
        return " ".join(_ORDINAL.sub("", found).split())

    def _year(self, found: re.Match[str]) -> str:
        name, year = (found["late"], found["before"]) if found["late"] else (found["early"], found["after"])
        return f" {YEAR}{self.eras[_squeezed(name)] * int(year)} "


@lru_cache(maxsize=64)
def date_words(language: str) -> DateWords:
    """Return the words used to write dates in a language; English words always count."""
    months = {plain(name.translate(_ALIKE)).rstrip("."): number for name, number in month_names(language).items()}
    eras = era_names(language)
    era = _any_of(map(_dotted, eras))
    literals = _literals(date_pattern(language, day=True)) + " " + _literals(date_pattern(language, day=False))
    around, between = (words + FROM_TO["en"][place] for place, words in enumerate(FROM_TO.get(base(language), ((), ()))))
    short = short_date_pattern(language)
    return DateWords(
        months=months,
        month=re.compile(rf"({_any_of(map(re.escape, months))})\.?"),
        eras={_squeezed(name): sign for name, sign in eras.items()},
        era=re.compile(rf"(?P<before>\d{{1,4}}) ?(?P<late>{era})\.?(?! ?\d)|(?P<early>{era})\.? ?(?P<after>\d{{1,4}})"),
        fillers=frozenset(IN_DATES) | set(re.findall(r"\w+", plain(literals))),
        of_ranges=frozenset(around + between),
        between=(_any_of(between), "/", "~", " - ?|- ", "-"),
        day_first=short.startswith("d") and "." in short,
    )


def _any_of(patterns: Iterable[str]) -> str:
    """Return a pattern for any of these as whole words, the longest first."""
    longest_first = "|".join(sorted(set(patterns), key=len, reverse=True))
    return rf"(?<!{_LETTER})(?:{longest_first})(?!{_LETTER})(?<!\d(?=\d))"


def _literals(pattern: str) -> str:
    """Return the words of a Unicode date pattern that are not fields of it."""
    return re.sub("'([^']*)'|[A-Za-z]+", lambda part: part[1] or " ", pattern)


def _dotted(era: str) -> str:
    """Return a pattern for the name of an era: its words, or its abbreviation with or without full stops and spaces."""
    parts = re.findall(r"\w+", plain(era))
    return r"\W{0,2}".join(parts[0] if len(parts) == 1 and len(parts[0]) <= len("bce") else parts)


def _squeezed(name: str) -> str:
    return re.sub(r"\W", "", plain(name))
