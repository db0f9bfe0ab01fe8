"""A text with its dates removed, so that learners can be asked when it happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quizapp.domain.questions.dates import PartialDate
from quizapp.domain.questions.languages import month_names

HIDDEN = "…"

_DAY = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?!\d)"
_DAYS = rf"{_DAY}(?:\s?(?:[-–/&]|and|to)\s?{_DAY})?"
_ERA = r"(?:\s?(?:BCE?|CE|AD)\b)?"
_ELLIPSES = re.compile(rf"{HIDDEN}(?:,?\s?{HIDDEN})+")


def undated(text: str, own: Iterable[PartialDate], language: str, *, ancient: bool) -> str:
    """Return a text with an ellipsis for each date in it.

    A date is a number of four digits (with `ancient`, three as well), together with the month and the day beside it; a month with a day; a
    year in `own`, however short; and a month alone if it belongs to a date in `own` that is known more precisely than to the year.
    """
    own = tuple(own)
    hidden = _dates(language, ancient=ancient).sub(HIDDEN, text)
    for when in own:
        hidden = re.sub(rf"(?<![\d.,])0*{when.year}(?!\d|[.,]\d){_ERA}", HIDDEN, hidden)
        if when.month:
            hidden = _month(language, when.month).sub(HIDDEN, hidden)
    return _ELLIPSES.sub(HIDDEN, hidden)


@lru_cache(maxsize=64)
def _dates(language: str, *, ancient: bool) -> re.Pattern[str]:
    year = rf"(?:AD\s)?(?<![\d.,])\d{{{3 if ancient else 4},4}}(?:s\b|[-–/]\d\d(?!\d))?(?!\d|[.,]\d){_ERA}"
    month = _names(month_names(language))
    spoken = rf"(?:(?:{_DAYS}(?:\s?(?:of|de))?\s)?{month}\.?(?:\s{_DAYS})?,?\s(?:of\s|de\s)?)?{year}"
    without_year = rf"{_DAYS}(?:\s?(?:of|de))?\s{month}|{month}\.?\s{_DAYS}"
    figures = (
        r"(?<!\d)\d{4}([-/.])\d{1,2}(?:\1\d{1,2})?(?!\d)|(?<!\d)\d{4}\.\s\d{1,2}\.(?:\s\d{1,2}\.)?"
        r"|(?<!\d)(?:\d{1,2}[-/.]\s?){1,2}\d{4}(?!\d)"
    )
    signs = r"\d{1,4}\s?[年년](?:\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?)?|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    return re.compile(f"{figures}|{signs}|{spoken}|{without_year}")


@lru_cache(maxsize=256)
def _month(language: str, number: int) -> re.Pattern[str]:
    return re.compile(_names(name for name, month in month_names(language).items() if month == number))


def _names(names: Iterable[str]) -> str:
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return rf"(?<!\w)(?:{longest_first})(?:(?<=[월月])|(?![^\W\d_]))"
