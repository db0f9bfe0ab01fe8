"""A right answer that is an amount: reads what was typed, exactly and as a whole, and compares it within a tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from quizapp.domain.questions.amounts import SPANS, TypedAmount, read, read_strictly, same_text
from quizapp.domain.questions.asking import AskedAmount
from quizapp.domain.questions.peeling import without_sentence
from quizapp.domain.questions.prompts import PromptWords, read_prompt
from quizapp.domain.questions.question import MAX_TYPED, Difference, FormatError, Grade
from quizapp.domain.questions.units import are_hundredths, factor, looser

_WORD = re.compile(r"[^\W\d_]{2}")
_SMALL = 1000
"""A number below it may lack the scale that the author wrote."""


@dataclass(frozen=True)
class Amount:
    """A right answer that is a number: `text` as the author wrote it, `units` that may be typed, `tolerance` on either side.

    The words of the `prompt` may stand around what is typed. With `whole`, the text is the number with its unit, which has to be typed.
    `scaled` is whether the author wrote a scale (2.3 million): a small number without one is asked for it.
    """

    text: str
    value: Fraction
    units: tuple[str, ...] = ()
    tolerance: Fraction = Fraction(0)
    language: str = "en"
    prompt: str = ""
    whole: bool = False
    scaled: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the text is a number alone, in digits or as a short English word: 12, 0.5, 1/2, twenty-one."""
        short = self.language.startswith("en") and self.value in range(101) and not self.scaled
        return not self.units and (short or not self.has_words)

    @property
    def has_words(self) -> bool:
        """Whether the text has a word, whose letters may slip."""
        return _WORD.search(self.text) is not None

    @cached_property
    def _asked(self) -> AskedAmount:
        return AskedAmount(self.language, self.units, self.prompt)

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed amount; a text with no number, more than one, or words that cannot be read is a format error."""
        if self.whole and same_text(given, self.text):
            return Grade.of(1.0)
        if len(given) > MAX_TYPED:
            return FormatError("not-a-number")
        found = self._read(given)
        for rest in without_sentence(given, self.language, self._said) if self.prompt and isinstance(found, FormatError) else ():
            found = self._read(rest) if isinstance(found, FormatError) else found
        return found if isinstance(found, FormatError) else self._graded(found)

    def _read(self, text: str) -> TypedAmount | FormatError:
        return read(text, self._asked, ordinals=not self.whole)

    @cached_property
    def _said(self) -> PromptWords:
        return read_prompt(self.prompt, (self.text,), (), self.language)

    def _graded(self, found: TypedAmount) -> Grade | FormatError:
        values = self._in_unit(found)
        if isinstance(values, FormatError):
            return values
        if any(map(self._is_right, values)):
            return Grade.of(1.0)
        lacking = self._lacks(found)
        if lacking:
            return lacking
        off = tuple(Difference("off", "amount", _short(value / self._asked.scale), self.text, ok=False) for value in values[:1])
        return Grade.of(0.0, differences=off)

    def _lacks(self, found: TypedAmount) -> FormatError | None:
        """Return what is asked about an amount that is not right: 12/13 may be two numbers, and 2.3 lack `million`."""
        if found.pair and self.value.denominator == 1:
            return FormatError("two-numbers")
        small = all(abs(value) < _SMALL for value in found.values)
        return FormatError("scale-missing") if self.scaled and small and not found.scaled and not found.spoken else None

    def _is_right(self, value: Fraction) -> bool:
        """Return whether a value is the right one, of the unit without its scale: 2300000 of `million`."""
        size = self._asked.scale
        return abs(value - self.value * size) <= self.tolerance * size

    def same(self, one: str, other: str) -> bool:
        """Return whether two texts are the same number."""
        readings = (read(text, self._asked) for text in (one, other))
        first, second = (reading if isinstance(reading, FormatError) else self._in_unit(reading) for reading in readings)
        if isinstance(first, FormatError) or isinstance(second, FormatError):
            return first == second
        return not set(first).isdisjoint(second)

    def _in_unit(self, found: TypedAmount) -> tuple[Fraction, ...] | FormatError:
        """Return the values that a reading may have in the unit asked for; none if it is in another; an error if it has to be typed."""
        asked = self._asked
        scales = (1,) if found.scaled or asked.scale == 1 else (asked.scale, 1)
        values = tuple(value * scale for value in found.values for scale in scales)
        if not found.unit:
            if found.spoken and asked.is_share:
                return (*(value * 100 for value in found.values), *(() if self.whole else values))
            return FormatError("unit-missing") if self.whole and asked.units else values
        if asked.fits(found.unit):
            return values
        typed = asked.names.named(found.unit)
        times = Fraction(1, 100) if typed == {"percent"} and not asked.ids else factor(typed, asked.ids)
        converted = tuple(value * times for value in found.values) if times else ()
        if (converted and (typed <= SPANS or are_hundredths(typed))) or any(map(self._is_right, converted)):
            return converted
        if self.whole and asked.units and typed and not looser(typed, asked.ids):
            return ()
        return FormatError("unit-unknown", {"unit": found.unit})


def read_number(text: str, language: str = "en", units: Iterable[str] = ()) -> Fraction | FormatError:
    """Return the number in a text, exactly; one of `units` may be before or after it.

    Digits with a decimal comma or point and group marks, exponents (1e3, 10^3), fractions, words and scales (2.3 million).
    """
    asked = AskedAmount(language, tuple(units))
    found = read(text, asked) if len(text) <= MAX_TYPED else FormatError("not-a-number")
    if isinstance(found, FormatError):
        return found
    return found.values[0] if not found.unit or asked.fits(found.unit) else FormatError("unit-unknown", {"unit": found.unit})


def number_key(text: str, language: str) -> Fraction | None:
    """Return the number if the whole text is one, as an author writes it, otherwise None."""
    found = read_strictly(text, language)
    return found.values[0] if found and not found.unit else None


def amount_of(text: str, language: str, prompt: str = "") -> Amount | None:
    """Return the amount if the whole text is a number with its sign, unit or scale, otherwise None."""
    found = read_strictly(text, language)
    if found is None:
        return None
    units = (found.unit,) if found.unit else ()
    return Amount(text, found.values[0], units, language=language, prompt=prompt, whole=True, scaled=found.scaled)


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


def _short(value: Fraction) -> str:
    """Return a number in digits, or as a fraction if its digits do not end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return shown(value) if rest == 1 else str(value)
