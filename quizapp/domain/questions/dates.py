"""Dates with the parts that are known, and a strict reader for them: a year, a month, a day, or a range of them.

Nothing is guessed, and nothing is filled in from today's date. If a text is in doubt, a format error asks: which is the day and which the
month, the century of a short year, or which of two dates is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from quizapp.domain.questions.date_words import DECADE, MONTH, YEAR, DateWords, date_words
from quizapp.domain.questions.languages import date_pattern, locale
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.year_words import with_digits, years_of_century

NOT_A_DATE = FormatError("not-a-date")
AMBIGUOUS = FormatError("date-ambiguous")
IMPOSSIBLE = FormatError("date-impossible")
TWO_DATES = FormatError("two-dates")
ONE_END = FormatError("range-incomplete")

PRECISIONS = ("year", "month", "day")

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST_JULIAN = 1582
_TOKEN = re.compile(rf"{MONTH}\d+|{YEAR}-?\d+|{DECADE}\d+|\d+|[^\W\d_]+")
_STRANGE = re.compile(rf"^-\d|_|[^\w\s,.\-/'’()\[\]:;!?\"“”„«»~、。・·{MONTH}{YEAR}{DECADE}]")
"""Signs that are no part of a date: a currency, per cent, a minus before the first year."""
_CENTURY = 100
_SHORT_YEAR = re.compile(r"'\d\d(?!\d)")
_MOST_PARTS = 3
_LONGEST = 100
"""The longest text that is read as a date, in characters."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with the parts that are known: 0 for a part that is not given. Years before 1 are negative: -44 for 44 BC."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def precision(self) -> str:
        """The finest part that is given: year, month or day."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def possible(self) -> bool:
        """Whether the day exists, by the Julian calendar until 1582."""
        if self.month > len(_LENGTHS):
            return False
        common = self.year % 4 or (self.year % 100 == 0 and self.year % 400 and self.year > _LAST_JULIAN)
        length = 28 if self.month == 2 and self.year and common else _LENGTHS[self.month - 1]  # noqa: PLR2004 - February
        return self.day <= length

    @property
    def on_weekdays(self) -> bool:
        """Whether the day of the week is known: a whole date of the Gregorian calendar that exists."""
        return bool(self.day and self.month) and _LAST_JULIAN < self.year <= date.max.year and self.possible

    @property
    def weekday(self) -> int:
        """The day of the week, counted from Monday."""
        return date(self.year, self.month, self.day).weekday()

    def cut(self, precision: str) -> PartialDate:
        """Return the date without the parts finer than `precision`."""
        return PartialDate(self.year, self.month if precision != "year" else 0, self.day if precision == "day" else 0)

    def agrees(self, other: PartialDate) -> bool:
        """Return whether the parts that both dates give are the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(one == two or 0 in (one, two) for one, two in pairs)

    def spelled(self, language: str) -> str:
        """Return the date as the language writes it, with its month in words."""
        year = str(self.year) if self.year > 0 else f"{-self.year} {locale(language).eras['abbreviated'][0]}"
        if not self.month:
            return year
        leap = date(2000, self.month, self.day or 1)
        return str(format_date(leap, date_pattern(language, day=bool(self.day)), locale(language))).replace("2000", year)


def read_date(text: str, language: str = "en", *, strict: bool = False) -> PartialDate | FormatError:
    """Return the single date in a text, if it has a year and no missing part; otherwise a format error that says what to fix.

    If `strict`, as for a text of an author, no words may stand in it that say more than the date: early, summer, a day of the week; nor is
    a year in words one.
    """
    if len(text) > _LONGEST:
        return NOT_A_DATE
    if strict:
        return _date(text, date_words(language), strict=True)
    found = _date(text, date_words(language))
    if found == NOT_A_DATE:
        found = _date(with_digits(text, language), date_words(language))
    return incomplete("year") if found == NOT_A_DATE and years_of_century(text, language) else found


def _date(text: str, words: DateWords, *, strict: bool = False) -> PartialDate | FormatError:
    """Return the single date in a text, with its years in digits."""
    marked = words.marked(text)
    return (
        NOT_A_DATE
        if _STRANGE.search(marked)
        else _whole(_read(marked, words, frozenset() if strict else words.loose | words.parts, strict=strict))
    )


def read_range(
    text: str, language: str = "en", *, strict: bool = False, round_centuries: bool = False
) -> tuple[PartialDate, PartialDate] | FormatError:
    """Return the two ends of the range in a text: 1910-1945, 1910–45, from 1910 to 1945, 1-3 July 2019, 1990s. `strict` as above.

    If not strict, a century is one as well: from 1801 to 1900 or, with `round_centuries`, from 1800 to 1899.
    """
    if len(text) > _LONGEST:
        return NOT_A_DATE
    if strict:
        return _range(text, date_words(language), strict=True)
    century = years_of_century(text, language)
    if century:
        first, last = (year - (round_centuries and year > 0) for year in century)
        return PartialDate(first), PartialDate(last)
    found = _range(text, date_words(language))
    return _range(with_digits(text, language), date_words(language)) if found == NOT_A_DATE else found


def _range(text: str, words: DateWords, *, strict: bool = False) -> tuple[PartialDate, PartialDate] | FormatError:
    """Return the two ends of the range in a text, with its years in digits."""
    marked = words.marked(text)
    if _STRANGE.search(marked):
        return NOT_A_DATE
    around = words.of_ranges if strict else words.of_ranges | words.loose
    decade = _decade(marked, words.fillers | around)
    if decade:
        return decade
    ignored = around if strict else around | words.parts
    problems = []
    for left, right in _splits(marked, words):
        ends = _ends(_read(left, words, ignored, strict=strict), _read(right, words, ignored, strict=strict))
        if not isinstance(ends, FormatError):
            return ends
        problems.append(ends)
    single = _whole(_read(marked, words, ignored, strict=strict))
    if isinstance(single, PartialDate):
        return ONE_END
    return next((problem for problem in problems if problem in (AMBIGUOUS, IMPOSSIBLE)), single)


def has_era(text: str, language: str) -> bool:
    """Return whether a text says that a year is before or after the first."""
    return bool(date_words(language).era_name.search(date_words(language).alike(text)))


def _decade(marked: str, ignored: frozenset[str]) -> tuple[PartialDate, PartialDate] | FormatError | None:
    """Return the ends of the decade that a text gives; one that may be a century (1900s) is ambiguous."""
    tokens = [token for token in _TOKEN.findall(marked) if token not in ignored]
    if len(tokens) != 1 or not tokens[0].startswith(DECADE):
        return None
    first = int(tokens[0][1:])
    return (PartialDate(first), PartialDate(first + 9)) if first % _CENTURY else AMBIGUOUS


def _splits(marked: str, words: DateWords) -> Iterator[tuple[str, str]]:
    """Yield each way to split a text where the two ends of a range may meet, the most likely first."""
    for pattern in words.between:
        for place in re.finditer(pattern, marked):
            yield marked[: place.start()], marked[place.end() :]


def _ends(start: PartialDate | FormatError, end: PartialDate | FormatError) -> tuple[PartialDate, PartialDate] | FormatError:
    """Return both ends of a range, each completed from the other."""
    if isinstance(start, FormatError):
        return start
    if isinstance(end, FormatError):
        return end
    first, last = (_whole(part) for part in _filled(start, end))
    if isinstance(first, FormatError):
        return first
    return last if isinstance(last, FormatError) else (first, last)


def _filled(start: PartialDate, end: PartialDate) -> tuple[PartialDate, PartialDate]:
    """Complete each end of a range from the other: the year, the month of a day, the century of 45 in 1910-45, the era."""
    if start.precision == "year" and start.year % 100 < end.day and end == PartialDate(day=end.day):
        return start, PartialDate(start.year - start.year % 100 + end.day)
    sign = -1 if end.year < 0 < start.year else 1
    return (
        PartialDate(sign * start.year or end.year, start.month or (end.month if start.day else 0), start.day),
        PartialDate(end.year or start.year, end.month or (start.month if end.day else 0), end.day),
    )


def _whole(found: PartialDate | FormatError) -> PartialDate | FormatError:
    """Return a date that is complete and exists, or a format error."""
    if isinstance(found, FormatError):
        return found
    if not found.year and not found.month:
        return AMBIGUOUS
    if not found.possible:
        return IMPOSSIBLE
    if not found.year:
        return incomplete("year")
    return incomplete("month") if found.day and not found.month else found


def incomplete(part: str) -> FormatError:
    """Return the format error that asks for a part of a date: year, month or day."""
    return FormatError("date-incomplete", {"missing": part})


def _read(marked: str, words: DateWords, ignored: frozenset[str], *, strict: bool) -> PartialDate | FormatError:
    """Return the date that a marked text gives, possibly incomplete, which must fall on the weekday that it names."""
    tokens = _TOKEN.findall(marked)
    weekdays = [] if strict else [words.weekdays[token] for token in tokens if token in words.weekdays]
    found = _parts(marked, [token for token in tokens if strict or token not in words.weekdays], words, ignored)
    if isinstance(found, FormatError) or not weekdays or not found.on_weekdays:
        return found
    return found if found.weekday in weekdays else IMPOSSIBLE


def _parts(marked: str, tokens: Sequence[str], words: DateWords, ignored: frozenset[str]) -> PartialDate | FormatError:
    """Return the date that the tokens of a marked text give, possibly incomplete; a short number alone is a day."""
    months = [int(token[1:]) for token in tokens if token.startswith(MONTH)]
    numbers = [token for token in tokens if token.startswith(YEAR) or token.isdecimal()]
    years = [token for token in numbers if token.startswith(YEAR) or len(token) > 2]  # noqa: PLR2004 - a short year is ambiguous
    problem = _unreadable(tokens, years, len(numbers) + len(months), words.fillers | ignored)
    if problem:
        return problem
    values = [int(token.lstrip(YEAR)) for token in numbers]
    if 0 in values + months:
        return IMPOSSIBLE
    short = [value for token, value in zip(numbers, values, strict=True) if token not in years]
    if not years:
        return _without_year(months, short, marked)
    year = int(years[0].lstrip(YEAR))
    if months or numbers[0] in years:
        return PartialDate(year, *months, *short)
    return _year_last(year, short, marked, words) if numbers[-1] in years else NOT_A_DATE


def _unreadable(tokens: Sequence[str], years: Sequence[str], numbers: int, ignored: frozenset[str]) -> FormatError | None:
    """Return why the tokens are not one date: too many numbers, none, a word that is not ignored, or a decade in place of a year."""
    months, decades = (sum(token.startswith(mark) for token in tokens) for mark in (MONTH, DECADE))
    if max(len(years), months) > 1 or numbers > _MOST_PARTS:
        return TWO_DATES
    strange = {token for token in tokens if token[0] not in MONTH + YEAR + DECADE and not token.isdecimal()} - ignored
    long = any(token.isdecimal() and len(token) > len("2019") for token in years)
    if strange or long or not (numbers or decades):
        return NOT_A_DATE
    return incomplete("year") if decades else None


def _without_year(months: list[int], short: list[int], marked: str) -> PartialDate | FormatError:
    """Return a month, a day of a month or a day alone; a text that may contain a two-digit year is ambiguous."""
    crowded = len(short) + len(months) > 2  # noqa: PLR2004 - a month and a day
    if crowded or _SHORT_YEAR.search(marked) or (months and max(short, default=0) > _LENGTHS[0]):
        return AMBIGUOUS
    if len(short) > 1:
        return incomplete("year")
    return PartialDate(0, months[0] if months else 0, *short)


def _year_last(year: int, short: list[int], marked: str, words: DateWords) -> PartialDate | FormatError:
    """Return the date of 7/2019, of 17, 2023 (the month is missing), or of 31/7/2019 if it is clear which number is the day."""
    if len(short) == 1:
        return PartialDate(year, short[0]) if re.search(r"\d ?[-/.]", marked) else PartialDate(year, 0, short[0])
    first, second = short
    if first == second or first > len(_LENGTHS) or (words.day_first and "." in marked):
        return PartialDate(year, second, first)
    return PartialDate(year, first, second) if second > len(_LENGTHS) else AMBIGUOUS
