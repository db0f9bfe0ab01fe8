"""Numbers of Korean, Japanese and Chinese, whose scales follow one another: 3만 5천, 三十五, 열두."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from quizapp.domain.questions import number_words
from quizapp.domain.questions.languages import base

_SIGNS = "".join((*number_words.MYRIADS, *number_words.BELOW_MYRIAD))
_WRITTEN = "".join(number_words.DIGITS)
_MYRIAD = re.compile(rf"\d[\d.,]*(?: ?[{_SIGNS}]+(?: ?\d[\d.,]*(?= ?[{_SIGNS}])| ?\d+(?![\d.,]))?)+")
_PART = re.compile(rf"(\d[\d.,]*|[{_WRITTEN}]+)|([{''.join(number_words.BELOW_MYRIAD)}])|([{''.join(number_words.MYRIADS)}])")
_IN_SIGNS = {
    "ja": re.compile("[〇零一二三四五六七八九十百千万億兆]+"),
    "zh": re.compile("[〇零一二三四五六七八九十百千万萬億亿兆]+"),
    "ko": re.compile("(?<![가-힣\\d])[영공일이삼사오육륙칠팔구십백천만억조]+(?: [영공일이삼사오육륙칠팔구십백천만억조]+)*"),
}


def in_digits(text: str, language: str, *, strict: bool = False) -> str:
    """Return a text with the numbers of Korean, Japanese and Chinese in digits: 3만 5천 is 35000.

    If `strict`, only those that begin in digits: 千葉 is a name.
    """
    if text.isascii() or base(language) not in _IN_SIGNS:
        return text
    spelled = _MYRIAD.sub(lambda found: _myriads(found[0]) or found[0], text)
    if strict:
        return spelled
    for name, value in _native(base(language)).items():
        if spelled.startswith(name):
            return f"{value}{spelled.removeprefix(name)}"
    return _IN_SIGNS[base(language)].sub(lambda found: _myriads(found[0]) or found[0], spelled)


@lru_cache(maxsize=8)
def _native(tag: str) -> Mapping[str, int]:
    """Return the other names of 1 to 99, the longest first."""
    ones, tens = ([row.split("|") for row in names.split()] for names in number_words.NATIVE.get(tag, ("", "")))
    low = {name: value for value, names in enumerate(ones, start=1) for name in names}
    high = {name: 10 * value for value, names in enumerate(tens, start=1) for name in names}
    both = {ten + one: high[ten] + low[one] for ten in high for one in low}
    return dict(sorted((low | high | both).items(), key=lambda pair: -len(pair[0])))


def _myriads(text: str) -> str | None:
    """Return the number of a text such as 3만 5천 or 三十五 in digits; None if its scales do not go down."""
    total = group = Fraction(0)
    ahead: Fraction | None = None
    last_scale, last_step = 0, 0
    for digits, step, scale in _PART.findall(text):
        if digits and ahead is not None:
            return None
        if digits:
            ahead = _plain_number(digits)
            if ahead is None:
                return None
        elif step:
            size = number_words.BELOW_MYRIAD[step]
            if last_step and size >= last_step:
                return None
            group, ahead, last_step = group + (1 if ahead is None else ahead) * size, None, size
        else:
            size = number_words.MYRIADS[scale]
            if last_scale and size >= last_scale:
                return None
            many = group + (ahead or 0)
            total, group, ahead, last_scale, last_step = total + (many or 1) * size, Fraction(0), None, size, 0
    value = total + group + (ahead or 0)
    return _decimal(value)


def _plain_number(digits: str) -> Fraction | None:
    """Return the value of digits, of either kind; a point is the decimal mark, since these languages write it so."""
    if digits[0] in _WRITTEN:
        return Fraction("".join(str(number_words.DIGITS[sign]) for sign in digits))
    try:
        return Fraction(re.sub(r",(?=\d{3})", "", digits))
    except ValueError:
        return None


def _decimal(value: Fraction) -> str:
    """Return a number with at most a few decimals in digits, with a decimal point."""
    whole, rest = divmod(value, 1)
    return f"{whole}" if not rest else f"{whole}.{f'{float(rest):.9f}'[2:].rstrip('0')}"
