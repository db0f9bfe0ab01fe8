"""Reads an amount: a number in digits or words, its scale and its unit, with the words that may stand around it. Nothing is left out.

around* [sign or unit] [minus] NUMBER [scale] [unit] around*
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizapp.domain.questions.asking import AskedAmount
from quizapp.domain.questions.counting import CountedNumber, NumberReader, Piece
from quizapp.domain.questions.languages import base, decimal_mark
from quizapp.domain.questions.myriads import in_digits
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.tables import table_of, words_of
from quizapp.domain.questions.text import plain

MOST_POWER = 308
"""The largest power of ten that is read, as in a computer's floating-point numbers; with a larger one a number counts as not finite."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'", "⁄": "/", "∕": "/"})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"(?<=\d)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_VULGAR = re.compile("[¼-¾⅐-⅞]")
_NUMBER = re.compile(
    r"10\^(?P<ten>[-+]?\d+)|(?P<digits>(?=[.,']*\d)(?:[\d.,'](?: (?=\d{3}(?!\d)))?)+)(?:(?: ?[x×*·] ?10\^|e)(?P<power>[-+]?\d+))?"
)
_TOKEN = re.compile(rf"(?<!\d)(?:{_NUMBER.pattern})|[^\W\d_]+|\S")
_WHOLE = re.compile(r"\d*|\d{1,3}(?:(?P<mark>[,. '])\d{3})(?:(?P=mark)\d{3})*|\d{1,2}(?:,\d{2})*,\d{3}")
_GROUPED_ONCE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ENDLESS = re.compile(r"∞|\binf(?:inity|inite)?\b")
_CAPITAL = re.compile(r"\d[KMBT]\b|[$€£¥₩]")
_CAPITAL_NAME = re.compile(r"\d[A-Z]")
_LETTERS = frozenset("kmbt")
_MOST_POWER_WRITTEN = 400
_MOST_UNIT = 5
"""The most words and signs of a unit: square kilometres per year, m/s2."""
_WITH_DIGITS = re.compile(r"[\d½¼¾⅐-⅞]")
_MOST_WORDED = 100
"""The largest number in English words that counts as one in other languages too."""
_MOST_PIECES = 40
"""The most numbers, words and signs of an amount with what stands around it; longer texts are not read."""
_MOST_REST = 3
"""The most words of an author's own unit after a scale: 2.3 million cubic blocks."""

_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W\d_])")
_BEFORE_DIGITS = re.compile("[a-z]{3}|[约約第제약총]")
SPANS = frozenset({"decade", "century", "millennium"})
"""Units that are words for a number of years."""

_TENTHS = 10
_HUNDREDTHS = 100
_POWERS = frozenset(10**power for power in range(2, 13))


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """An amount that was read: its values (more than one if its word has several meanings) and its unit as typed, if any.

    `scaled`, `spoken` and `pair` are those of `CountedNumber`.
    """

    values: tuple[Fraction, ...]
    unit: str = ""
    scaled: bool = False
    spoken: bool = False
    pair: bool = False


def read(text: str, asked: AskedAmount, *, ordinals: bool = True) -> TypedAmount | FormatError:
    """Return the amount in a typed text, which may be a place in a row (70th) if `ordinals`, or why there is not one."""
    normal = _normal(text, asked)
    pieces = _pieces(normal, asked.language)
    if isinstance(pieces, FormatError):
        return pieces
    if len(pieces) > _MOST_PIECES:
        return FormatError("two-numbers" if sum(isinstance(piece, Fraction) for piece in pieces) > 1 else "not-a-number")
    start, counted = _first(NumberReader(pieces, asked.words, asked.barred), len(pieces), ordinals=ordinals)
    if counted is None:
        return _one_of_it(pieces, asked) or _complaint(normal, pieces, asked)
    left, sign = _signed(pieces[:start], asked)
    unit = _unit(left, pieces[counted.end :], asked)
    if unit is None:
        return _with_hundredths(pieces, start, counted, asked) or _complaint(normal, pieces, asked)
    values = tuple(sign * value for value in counted.values)
    return TypedAmount(values, unit, counted.scaled, counted.spoken, counted.pair)


@lru_cache(maxsize=1024)  # each answer of a bank is read by its type and by several rules
def read_strictly(text: str, language: str) -> TypedAmount | None:
    """Return the amount that an author writes: a number with nothing around it but its unit. A place in a row or `9/11` is none.

    After a scale any words are the unit (2.3 million people), otherwise only those that are known to be one. A number in words alone is
    read in English only: in other languages it agrees with its noun, and `eine` must not be taken for `ein`.
    """
    if base(language) != "en" and not _WITH_DIGITS.search(text):
        return _small(read_strictly(text, "en"))
    asked = AskedAmount(language)
    pieces = _pieces(_normal(text, asked, strict=True), language, most=_MOST_POWER_WRITTEN)
    if isinstance(pieces, FormatError) or len(pieces) > _MOST_PIECES:
        return None
    counter = NumberReader(pieces, asked.words, frozenset() if _CAPITAL.search(text) else _LETTERS)
    start, counted = _first(counter, len(pieces), ordinals=False)
    if counted is None:
        return TypedAmount((Fraction(1),), str(pieces[-1])) if _is_span(pieces, asked) else None
    return _alone(text, pieces, start, counted, asked)


def _small(found: TypedAmount | None) -> TypedAmount | None:
    """Return a small whole number alone, otherwise None."""
    return found if found and not (found.unit or found.scaled or found.spoken) and abs(found.values[0]) <= _MOST_WORDED else None


def _alone(text: str, pieces: Sequence[Piece], start: int, counted: CountedNumber, asked: AskedAmount) -> TypedAmount | None:
    """Return a number that an author writes with its unit, if nothing else stands around it."""
    if "/" in pieces[start : counted.end] and not _a_fraction(pieces[start : counted.end]):
        return None
    left, sign = _signed(pieces[:start], asked)
    before, after = _joined(left), _joined(pieces[counted.end :])
    own = counted.scaled and after.replace(" ", "").isalpha() and len(pieces) - counted.end <= _MOST_REST and not before
    told = asked.names.told(after) and not _CAPITAL_NAME.fullmatch(text[-2:])
    if (before and (after or not asked.is_currency(before))) or (after and not own and not told):
        return None
    counter = NumberReader(pieces, asked.words)
    if _first(counter, len(pieces), start=counted.end, ordinals=False)[1] and (own or Fraction in map(type, pieces[counted.end :])):
        return None
    return TypedAmount((sign * counted.values[0],), before + after, counted.scaled, counted.spoken, counted.pair)


def same_text(one: str, other: str) -> bool:
    """Return whether two texts are the same but for case and spaces."""
    return "".join(plain(one).split()) == "".join(plain(other).split())


def _normal(text: str, asked: AskedAmount, *, strict: bool = False) -> str:
    """Return a text with ASCII digits, one kind of dash and space, and no full stop at the end."""
    spaced = _VULGAR.sub(lambda part: f" {unicodedata.normalize('NFKC', part[0])} ", text)
    powered = _POWER.sub(lambda power: "^" + power[0].translate(_SUPERSCRIPTS), spaced)
    ascii_digits = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), plain(powered).translate(_DASHES))
    parted = _HYPHEN.sub(" ", in_digits(ascii_digits, asked.language, strict=strict))
    return " ".join(parted.split()).rstrip(".,;:!? ")


def _pieces(normal: str, language: str, most: int = MOST_POWER) -> list[Piece] | FormatError:
    """Return the numbers in digits, words and signs of a text; digits after a letter belong to the word: km2, G20, but EUR100."""
    pieces: list[Piece] = []
    before, end = "", 0
    for found in _TOKEN.finditer(normal):
        joined = found.start() == end and (before == "^" or (before.isalpha() and not _BEFORE_DIGITS.fullmatch(before)))
        before, end = found[0], found.end()
        if found["digits"] and joined:
            pieces.append(found[0])
            continue
        power = int(found["power"] or found["ten"] or 0)
        if abs(power) > most:
            return FormatError("not-finite")
        digits = Fraction(1) if found["ten"] else _digits(found["digits"], language) if found["digits"] else None
        pieces.append(found[0] if digits is None else digits * Fraction(10) ** power)
    return pieces


def _digits(text: str, language: str) -> Fraction | None:
    """Return the value of digits with marks: a group mark is followed by three digits, and the only decimal mark comes last."""
    marks = re.findall("[.,]", text)
    mark = marks[-1] if marks else "."
    grouped = marks.count(mark) > 1 or (_GROUPED_ONCE.fullmatch(text) and mark != decimal_mark(language))
    whole, _, decimals = (text, "", "") if grouped else text.partition(mark)
    if not _WHOLE.fullmatch(whole) or not re.fullmatch(r"\d*", decimals) or not whole + decimals:
        return None
    return Fraction(f"{re.sub('[^0-9]', '', whole) or 0}.{decimals or 0}")


def _first(counter: NumberReader, end: int, start: int = 0, *, ordinals: bool = True) -> tuple[int, CountedNumber | None]:
    """Return where the first number begins, and the number."""
    for at in range(start, end):
        counted = counter.read(at, ordinals=ordinals)
        if counted:
            return at, counted
    return end, None


def _signed(left: Sequence[Piece], asked: AskedAmount) -> tuple[Sequence[Piece], int]:
    """Return what stands before a number without its sign, and the sign, which may come before a currency."""
    minus = {*words_of(asked.language, "amounts.minus"), "-"}
    least = table_of(asked.language).amounts.at_least
    for at in (len(left) - 1, len(left) - 2):
        if at >= 0 and left[at] in minus | {"+"} and not (at and left[at - 1] in least) and not _words(left[at + 1 :]):
            return [*left[:at], *left[at + 1 :]], -1 if left[at] in minus else 1
    return left, 1


def _unit(left: Sequence[Piece], right: Sequence[Piece], asked: AskedAmount) -> str | None:
    """Return the unit before or after a number, "" if there is none; None if something else stands around it."""
    before, after = _before(left, asked), _after(right, asked)
    if before is None or after is None:
        return None
    if before and after and asked.names.named(before).isdisjoint(asked.names.named(after)):
        return None
    return after if after and (not before or len(after) > len(before)) else before


def _before(left: Sequence[Piece], asked: AskedAmount) -> str | None:
    for at in range(len(left)):
        unit = _joined(left[at:])
        if asked.fits(unit) or asked.is_currency(unit):
            return unit
        if left[at] not in asked.around:
            return None
    return ""


def _after(right: Sequence[Piece], asked: AskedAmount) -> str | None:
    """Return the unit that follows a number: first the one that is asked for, then none, then another one that is known."""
    skipped = 0
    while skipped < len(right) and right[skipped] in asked.words.of and len(right) > skipped + 1:
        skipped += 1
    places = [(start, end) for start in {0, skipped} for end in range(min(len(right), start + _MOST_UNIT), start, -1)]
    units = [_joined(right[start:end]) for start, end in places if asked.ends(right[end:])]
    fitting = next(filter(asked.fits, units), None)
    if fitting is not None or asked.ends(right):
        return fitting or ""
    found = next((unit for unit in units if asked.names.named(unit)), None)
    return _ended(_joined(right), asked) if found is None else found


def _ended(text: str, asked: AskedAmount) -> str | None:
    """Return the unit of a text that is written in one word with its ending or is a counting word (ja, ko, zh)."""
    known = None
    while True:
        if not text or asked.counts_in(text):
            return ""
        if asked.fits(text):
            return text
        known = known or (text if asked.names.named(text) else None)
        shorter = asked.without_ending(text)
        if shorter == text:
            return known
        text = shorter


def _with_hundredths(pieces: Sequence[Piece], start: int, counted: CountedNumber, asked: AskedAmount) -> TypedAmount | None:
    """Return an amount of a currency and hundredths of it: 1 euro 50, one pound and fifty pence, $1 and 50 cents."""
    sign = _before(pieces[:start], asked)
    ends = [at for at in range(counted.end, min(len(pieces), counted.end + _MOST_UNIT)) if at > counted.end or sign]
    for end in ends:
        currency = _joined(pieces[counted.end : end]) or sign or ""
        at = end + (pieces[end] in asked.words.and_ or pieces[end] == ",")
        more = NumberReader(pieces, asked.words, asked.barred).read(at, ordinals=False) if at < len(pieces) else None
        if more is None or not asked.is_currency(currency) or not (more.values[0] in range(1, _HUNDREDTHS) and sign is not None):
            continue
        part = _after(pieces[more.end :], asked)
        if asked.is_part_of(part, currency) if part else part == "" and end > counted.end:
            return TypedAmount((counted.values[0] + more.values[0] / _HUNDREDTHS,), currency)
    return None


def _one_of_it(pieces: Sequence[Piece], asked: AskedAmount) -> TypedAmount | None:
    """Return one of a unit that stands without a number: a year, decade."""
    unit, around = _joined(pieces[-1:]), pieces[:-1]
    found = asked.names.named(unit)
    single = bool(around) and around[-1] in asked.words.one
    if found and all(piece in asked.around | asked.words.one for piece in around) and (single or found <= SPANS):
        return TypedAmount((Fraction(1),), unit)
    return None


def _is_span(pieces: Sequence[Piece], asked: AskedAmount) -> bool:
    """Return whether the pieces are one word for years with its article: a decade."""
    units = asked.names.told(_joined(pieces[1:]))
    return bool(pieces[:1]) and pieces[0] in asked.words.one and bool(units) and units <= SPANS


def _words(pieces: Sequence[Piece]) -> bool:
    return any(str(piece).isalpha() for piece in pieces)


def _complaint(normal: str, pieces: Sequence[Piece], asked: AskedAmount) -> FormatError:
    """Return why a text is not one amount."""
    if _ENDLESS.search(normal):
        return FormatError("not-finite")
    counter = NumberReader(pieces, asked.words, asked.barred)
    rest: list[Piece] = []
    numbers = scales = at = 0
    while at < len(pieces):
        counted = counter.read(at)
        numbers += counted is not None
        scale = counted is None and len(str(pieces[at])) > 1 and pieces[at] in asked.words.scales
        scales += scale
        rest += [] if counted or scale else [pieces[at]]
        at = counted.end if counted else at + 1
    if numbers + scales > 1:
        return FormatError("two-numbers")
    strange = [piece for piece in rest if piece not in asked.around] or rest
    return FormatError("unit-unknown", {"unit": _joined(strange)}) if numbers and rest else FormatError("not-a-number")


def _a_fraction(pieces: Sequence[Piece]) -> bool:
    """Return whether two numbers with a stroke are a fraction, and no date and no name: 1/2 or 1/1000, not 9/11 or 24/7."""
    above, below = pieces[-3], pieces[-1]
    return isinstance(above, Fraction) and isinstance(below, Fraction) and above < below and (below <= _TENTHS or below in _POWERS)


def _joined(pieces: Sequence[Piece]) -> str:
    return " ".join(map(str, pieces))
