"""Numbers of Korean, Japanese and Chinese, whose scales follow one another: 3만 5천, 三十五, 열두."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from quizapp.domain.questions.tables import base, rows, table_of

_TEN = 10
_LANGUAGES = ("ko", "ja", "zh")
_MOST_ALONE = 10**12
"""The largest scale that begins a number without digits: a larger one is part of names (京都)."""


@dataclass(frozen=True)
class NumberSigns:
    """The signs of numbers in one of these languages or in all: digits, the scales below ten thousand, and those from there up."""

    digits: Mapping[str, int]
    steps: Mapping[str, int]
    myriads: Mapping[str, int]

    @cached_property
    def scaled(self) -> re.Pattern[str]:
        """A number that begins in digits and has a scale: 3만 5천."""
        scales = "".join((*self.myriads, *self.steps))
        return re.compile(rf"\d[\d.,]*(?: ?[{scales}]+(?: ?\d[\d.,]*(?= ?[{scales}])| ?\d+(?![\d.,]))?)+")

    @cached_property
    def part(self) -> re.Pattern[str]:
        """Digits of either kind, a step or a myriad."""
        return re.compile(rf"(\d[\d.,]*|[{''.join(self.digits)}]+)|([{''.join(self.steps)}])|([{''.join(self.myriads)}])")

    @cached_property
    def written(self) -> str:
        """The signs that may begin a number, for a set in a pattern."""
        return "".join((*self.digits, *self.steps, *(sign for sign, size in self.myriads.items() if size <= _MOST_ALONE)))


@lru_cache(maxsize=8)
def signs(*languages: str) -> NumberSigns:
    """Return the signs of numbers of some of the three languages; of all, if none is named."""
    digits: dict[str, int] = {}
    steps: dict[str, int] = {}
    myriads: dict[str, int] = {}
    for numerals in (table_of(language).numerals for language in languages or _LANGUAGES):
        written = {sign: value for value, row in enumerate(rows(numerals.digits)) for sign in row}
        digits |= {sign: value for sign, value in written.items() if value < _TEN}
        steps |= {sign: value for sign, value in written.items() if value == _TEN}
        steps |= {sign: 100 * 10**place for place, row in enumerate(rows(numerals.steps)) for sign in row}
        myriads |= {sign: 10 ** (4 * place) for place, row in enumerate(rows(numerals.myriads), start=1) for sign in row}
    return NumberSigns(digits, steps, myriads)


@lru_cache(maxsize=8)
def _in_signs(tag: str) -> re.Pattern[str]:
    """Return the pattern of a number in signs; in Korean it may have spaces, and it is no part of a word."""
    written = signs(tag).written
    return re.compile(rf"(?<![가-힣\d])[{written}]+(?: [{written}]+)*" if tag == "ko" else f"[{written}]+")


def in_digits(text: str, language: str, *, strict: bool = False) -> str:
    """Return a text with the numbers of Korean, Japanese and Chinese in digits: 3만 5천 is 35000.

    If `strict`, only those that begin in digits: 千葉 is a name.
    """
    if text.isascii() or base(language) not in _LANGUAGES:
        return text
    spelled = signs().scaled.sub(lambda found: _myriads(found[0]) or found[0], text)
    if strict:
        return spelled
    for name, value in _native(base(language)).items():
        if spelled.startswith(name):
            return f"{value}{spelled.removeprefix(name)}"
    return _in_signs(base(language)).sub(lambda found: _myriads(found[0]) or found[0], spelled)


@lru_cache(maxsize=8)
def _native(tag: str) -> Mapping[str, int]:
    """Return the other names of 1 to 99, the longest first."""
    ones, tens = rows(table_of(tag).numerals.native_ones), rows(table_of(tag).numerals.native_tens)
    low = {name: value for value, names in enumerate(ones, start=1) for name in names}
    high = {name: 10 * value for value, names in enumerate(tens, start=1) for name in names}
    both = {ten + one: high[ten] + low[one] for ten in high for one in low}
    return dict(sorted((low | high | both).items(), key=lambda pair: -len(pair[0])))


def _myriads(text: str) -> str | None:
    """Return the number of a text such as 3만 5천 or 三十五 in digits; None if its scales do not go down."""
    total = group = Fraction(0)
    ahead: Fraction | None = None
    last_scale, last_step = 0, 0
    for digits, step, scale in signs().part.findall(text):
        if digits and ahead is not None:
            return None
        if digits:
            ahead = _plain_number(digits)
            if ahead is None:
                return None
        elif step:
            size = signs().steps[step]
            if last_step and size >= last_step:
                return None
            group, ahead, last_step = group + (1 if ahead is None else ahead) * size, None, size
        else:
            size = signs().myriads[scale]
            if last_scale and size >= last_scale:
                return None
            many = group + (ahead or 0)
            total, group, ahead, last_scale, last_step = total + (many or 1) * size, Fraction(0), None, size, 0
    value = total + group + (ahead or 0)
    return _decimal(value)


def _plain_number(digits: str) -> Fraction | None:
    """Return the value of digits, of either kind; a point is the decimal mark, since these languages write it so."""
    if digits[0] in signs().digits:
        return Fraction("".join(str(signs().digits[sign]) for sign in digits))
    try:
        return Fraction(re.sub(r",(?=\d{3})", "", digits))
    except ValueError:
        return None


def _decimal(value: Fraction) -> str:
    """Return a number with at most a few decimals in digits, with a decimal point."""
    whole, rest = divmod(value, 1)
    return f"{whole}" if not rest else f"{whole}.{f'{float(rest):.9f}'[2:].rstrip('0')}"
