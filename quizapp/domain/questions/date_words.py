"""The words used in dates: months, eras and days, in a language and in English, are found in a text and marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.questions.counting import numerals_of
from quizapp.domain.questions.languages import date_pattern, era_names, locale, month_names, short_date_pattern
from quizapp.domain.questions.tables import base, rows, table_of, words_of
from quizapp.domain.questions.text import plain

MONTH, YEAR, DECADE = "\x01", "\x02", "\x03"
"""Marks before the number of a month, of a year with its era or of a decade in a text; typed text has no control characters."""

_LETTER = r"[^\W\d_]"
_SIGNS = ((r"(\d+) ?[年년]", r" \1 "), (r"(\d+) ?[月월]", rf" {MONTH}\1 "), (r"(\d+) ?[日일號号]", r" \1 "))
"""The signs for year, month and day of Korean, Japanese and Chinese, which are read in every language as digits are."""

_DECADE = r"(?<!\d)([1-9]\d{2}0)"
_INDICATORS = ("o", "a")
"""The ordinal indicators º and ª, folded, which are signs too."""

_HYPHEN = re.compile(rf"(?<={_LETTER})-(?={_LETTER})")
_MOST_DAYS = 31
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"〜": "~", "’": "'"})


@dataclass(frozen=True)
class DateWords:
    """The words used to write dates in a language.

    `fillers` are words that can be ignored, `loose` those that can be in what is typed; `parts` of a year or month too (early, summer).
    `weekdays` count from Monday; `days` are the days of a month in words. `of_ranges` come before a range or between its ends; `between`
    are patterns that separate the ends, the most reliable first; `decades` are those of decades, `ordinal` that of a day with the mark of
    an ordinal, and `number` that of a number in digits or Roman numerals with or without one; with `day_first`, 1.7.2019 is the first of
    July.
    """

    months: Mapping[str, int]
    month: re.Pattern[str]
    eras: Mapping[str, int]
    era: re.Pattern[str]
    era_name: re.Pattern[str]
    fillers: frozenset[str]
    loose: frozenset[str]
    parts: frozenset[str]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    of_ranges: frozenset[str]
    between: tuple[str, ...]
    decades: tuple[re.Pattern[str], ...]
    ordinal: re.Pattern[str]
    number: re.Pattern[str]
    day_first: bool

    def marked(self, text: str) -> str:
        """Return a text in lower case, with one kind of dash, ASCII digits, and marks for its months and its years with an era."""
        found = self.alike(text)
        for decade in self.decades:
            found = decade.sub(rf" {DECADE}\1 ", found)
        for sign, mark in _SIGNS:
            found = re.sub(sign, mark, found)
        found = self.month.sub(lambda name: f" {MONTH}{self.months[name[1]]} ", found)
        found = self.era.sub(self._year, " ".join(found.split()))
        return self._with_days(" ".join(self.ordinal.sub(r"\1", found).split()))

    def alike(self, text: str) -> str:
        """Return a text in lower case, with one kind of dash and apostrophe, ASCII digits and single spaces."""
        found = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), plain(text.translate(_ALIKE)))
        return " ".join(found.split())

    def sign(self, era: str) -> int:
        """Return -1 for the name of the era before year 1, and 1 for the other."""
        return self.eras[_squeezed(era)]

    def _with_days(self, marked: str) -> str:
        """Return a marked text that has a month with the days in words in digits: the twenty-first of July."""
        if MONTH not in marked:
            return marked
        words = _HYPHEN.sub(" ", marked).split()
        found: list[str] = []
        while words:
            names = ("".join(words[:count]).strip(".,") for count in (3, 2, 1))
            count, day = next(((count, self.days[name]) for count, name in zip((3, 2, 1), names, strict=True) if name in self.days), (1, 0))
            found.append(str(day or words[0]))
            words = words[count:]
        return " ".join(found)

    def _year(self, found: re.Match[str]) -> str:
        name, year = (found["late"], found["before"]) if found["late"] else (found["early"], found["after"])
        return f" {YEAR}{self.sign(name) * int(year)} "


@lru_cache(maxsize=64)
def date_words(language: str) -> DateWords:
    """Return the words used to write dates in a language; English words always count."""
    months = {plain(name.translate(_ALIKE)).rstrip("."): number for name, number in month_names(language).items()}
    eras = era_names(language)
    era = _any_of(map(_dotted, eras))
    literals = _literals(date_pattern(language, day=True)) + " " + _literals(date_pattern(language, day=False))
    around, between = words_of(language, "dates.around"), words_of(language, "dates.between")
    ordinal = _longest_first((*_INDICATORS, *words_of(language, "numerals.marks"), *words_of(language, "numerals.marks_in_names")))
    short = short_date_pattern(language)
    return DateWords(
        months=months,
        month=re.compile(rf"({_any_of(map(re.escape, months))})\.?"),
        eras={_squeezed(name): sign for name, sign in eras.items()},
        era=re.compile(rf"(?P<before>\d{{1,4}}) ?(?P<late>{era})\.?(?! ?\d)|(?P<early>{era})\.? ?(?P<after>\d{{1,4}})"),
        era_name=re.compile(rf"{era}\.?"),
        fillers=frozenset(words_of(language, "dates.fillers")) | set(re.findall(r"\w+", plain(literals))),
        loose=frozenset(words_of(language, "dates.loose")),
        parts=frozenset(words_of(language, "dates.parts")),
        weekdays=_weekdays(language),
        days={name: day for name, day in numerals_of(language).places.items() if 0 < day <= _MOST_DAYS},
        of_ranges=frozenset(around + between),
        between=(_any_of(between), "/", "~", " - ?|- ", "-"),
        decades=tuple(re.compile(pattern.replace("#", _DECADE)) for pattern in words_of(language, "dates.decades")),
        ordinal=re.compile(rf"(?<!\d)(\d{{1,2}})\.?(?:{ordinal})(?![^\W_])"),
        number=re.compile(rf"(\d{{1,2}}|[ivx]+)(?:{ordinal})?"),
        day_first=short.startswith("d") and "." in short,
    )


def _weekdays(language: str) -> Mapping[str, int]:
    """Return the names of the days of the week, in the language and in English, counted from Monday."""
    names: dict[str, int] = {}
    for tag in ("en", language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {plain(name).rstrip("."): day for day, name in locale(tag).days[form][width].items()}
    listed = (rows(table_of(tag).dates.weekdays) for tag in (base(language), "en"))
    return names | {name: day for week in listed for day, more in enumerate(week) for name in more}


def _any_of(patterns: Iterable[str]) -> str:
    """Return a pattern for any of these as whole words, the longest first."""
    return rf"(?<!{_LETTER})(?:{_longest_first(patterns)})(?!{_LETTER})(?<!\d(?=\d))"


def _longest_first(patterns: Iterable[str]) -> str:
    return "|".join(sorted(set(patterns), key=len, reverse=True))


def _literals(pattern: str) -> str:
    """Return the words of a Unicode date pattern that are not fields of it."""
    return re.sub("'([^']*)'|[A-Za-z]+", lambda part: part[1] or " ", pattern)


def _dotted(era: str) -> str:
    """Return a pattern for the name of an era: its words, or its abbreviation with or without full stops and spaces."""
    parts = re.findall(r"\w+", plain(era))
    return r"\W{0,2}".join(parts[0] if len(parts) == 1 and len(parts[0]) <= len("bce") else parts)


def _squeezed(name: str) -> str:
    return re.sub(r"\W", "", plain(name))
