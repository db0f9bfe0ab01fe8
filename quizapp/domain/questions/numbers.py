"""A right answer that is a number: reads what was typed, exactly, and compares it within a tolerance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizapp.domain.questions.languages import decimal_mark
from quizapp.domain.questions.question import MAX_TYPED, Difference, FormatError, Grade
from quizapp.domain.questions.text import plain

_MOST_POWER = 400
"""The largest power of ten that is read; with a larger one a number counts as not finite."""

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _number_words() -> dict[str, int]:
    ones = {word: number for number, word in enumerate(_ONES.split())}
    tens = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
    both = {f"{ten} {one}": tens[ten] + ones[one] for ten in tens for one in _ONES.split()[1:10]}
    return ones | tens | both | {"a hundred": 100, "one hundred": 100}


_WORDS = _number_words()
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'"})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile("(?<=10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(r"(?P<digits>(?:[\d.,'](?: (?=\d))?)+)(?:(?: ?[x×*·] ?10\^|e)(?P<power>[-+]?\d+))?")
_WHOLE = re.compile(r"\d*|\d{1,3}(?:(?P<mark>[,. '])\d{3})(?:(?P=mark)\d{3})*|\d{1,2}(?:,\d{2})*,\d{3}")
_GROUPED_ONCE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SOME_NUMBER = re.compile(rf"\d(?:[\d.,']| (?=\d{{3}}(?!\d)))*(?:e[-+]?\d+)?|\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_ENDLESS = re.compile(r"∞|\binf(?:inity|inite)?\b")


@dataclass(frozen=True)
class Amount:
    """A right answer that is a number: `text` as the author wrote it, `units` that may be typed, `tolerance` on either side."""

    text: str
    value: Fraction
    units: tuple[str, ...] = ()
    tolerance: Fraction = Fraction(0)
    language: str = "en"

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed number; a text with no number, or more than one, is a format error."""
        value = read_number(given, self.language, self.units)
        if isinstance(value, FormatError):
            return value
        if abs(value - self.value) <= self.tolerance:
            return Grade.of(1.0)
        return Grade.of(0.0, differences=(Difference("off", "amount", shown(value), self.text, ok=False),))

    def same(self, one: str, other: str) -> bool:
        """Return whether two texts are the same number."""
        return read_number(one, self.language, self.units) == read_number(other, self.language, self.units)


def read_number(text: str, language: str = "en", units: Iterable[str] = ()) -> Fraction | FormatError:
    """Return the number in a text, exactly; one of `units` may be before or after it.

    Digits with a decimal comma or point and group marks, exponents (1e3, 10^3), or English words up to one hundred.
    """
    normal = _normal(text)
    if len(normal) > MAX_TYPED:
        return FormatError("not-a-number")
    for bare in _without_unit(normal, units):
        value = _value(bare, language)
        if value is not None:
            return value
    return _complaint(normal)


def number_key(text: str, language: str) -> Fraction | None:
    """Return the number if the whole text is one, otherwise None."""
    value = read_number(text, language)
    return None if isinstance(value, FormatError) else value


def read_tolerance(text: str, value: Fraction, language: str) -> Fraction | None:
    """Return how far a number may be off, given as a number or a percentage of `value`; None if the text is neither."""
    size = number_key(text.strip().removesuffix("%"), language)
    if size is None or size < 0:
        return None
    return abs(value) * size / 100 if text.strip().endswith("%") else size


def shown(value: Fraction) -> str:
    """Return a number in digits."""
    quotient = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    return format(quotient, "f" if abs(quotient.adjusted()) < 15 else "e")  # noqa: PLR2004 - longer ones are unreadable


def _normal(text: str) -> str:
    """Return a text with ASCII digits, one kind of dash and space, and no full stop at the end."""
    powered = _POWER.sub(lambda power: "^" + power[0].translate(_SUPERSCRIPTS), text)
    ascii_digits = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), plain(powered.translate(_DASHES)))
    parted = re.sub("(?<=[a-z])-(?=[a-z])", " ", ascii_digits)
    return " ".join(parted.split()).rstrip(".,;:!? ")


def _without_unit(normal: str, units: Iterable[str]) -> Iterator[str]:
    yield normal
    for unit in sorted(map(_normal, units), key=len, reverse=True):
        if normal.endswith(unit):
            yield normal.removesuffix(unit).strip()
        if normal.startswith(unit):
            yield normal.removeprefix(unit).strip()


def _value(bare: str, language: str) -> Fraction | FormatError | None:
    """Return the number if the text contains nothing else, otherwise None."""
    size = re.sub("^(?:minus |negative |- ?)", "", bare)
    sign = 1 if size == bare else -1
    if size in _WORDS:
        return Fraction(sign * _WORDS[size])
    size = re.sub(r"^10\^", "1e", size.removeprefix("+"))
    found = _NUMBER.fullmatch(size)
    digits = _digits(found["digits"], language) if found else None
    if found is None or digits is None:
        return None
    power = int(found["power"] or 0)
    return FormatError("not-finite") if abs(power) > _MOST_POWER else sign * digits * Fraction(10) ** power


def _digits(text: str, language: str) -> Fraction | None:
    """Return the value of digits with marks: a group mark is followed by three digits, and the only decimal mark comes last."""
    marks = re.findall("[.,]", text)
    mark = marks[-1] if marks else "."
    grouped = marks.count(mark) > 1 or (_GROUPED_ONCE.fullmatch(text) and mark != decimal_mark(language))
    whole, _, decimals = (text, "", "") if grouped else text.partition(mark)
    if not _WHOLE.fullmatch(whole) or not re.fullmatch(r"\d*", decimals) or not whole + decimals:
        return None
    return Fraction(f"{re.sub('[^0-9]', '', whole) or 0}.{decimals or 0}")


def _complaint(normal: str) -> FormatError:
    """Return why a text is not one number."""
    if _ENDLESS.search(normal):
        return FormatError("not-finite")
    numbers = _SOME_NUMBER.findall(normal)
    if len(numbers) > 1:
        return FormatError("two-numbers")
    rest = " ".join(_SOME_NUMBER.sub(" ", normal).split())
    return FormatError("unit-unknown", {"unit": rest}) if numbers and rest else FormatError("not-a-number")
