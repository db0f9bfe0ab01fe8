"""Numbers in words: two hundred and five, 2.3 million, half a dozen, seventieth, 3만 5천, 三十五."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizapp.domain.questions.languages import locale
from quizapp.domain.questions.tables import Numerals, Words, base, rows, table_of, words_of
from quizapp.domain.questions.text import plain

HUNDRED = 100
_GLUED = 1000
"""The smallest number that a word has only with a scale of its own: zweitausend."""
_NEAR = 5
"""Two numbers are near if they differ by at most a fifth: 12/13, 50/60, but not 1/4."""

_MOST_WORDS = 7
"""The most words of a number below a thousand: `sept cent quatre vingt dix neuf` has six, and one to spare."""


@dataclass(frozen=True)
class NumberWords:
    """The words of numbers in a language; English words always count.

    `small` are the names of numbers below a hundred, `hundreds` those of 100 or of each of 100 to 900, which come before the rest. `scales`
    multiply the number before them, `parts` are fractions, `places` ordinals, and
    `both` are the words of either. With `hundred_alone`, the word for hundred is 100 by itself.
    """

    small: Mapping[str, int]
    hundreds: Mapping[str, int]
    counted: Mapping[str, int]
    glued: Mapping[str, int]
    scales: Mapping[str, int]
    bare: frozenset[str]
    parts: Mapping[str, Fraction]
    places: Mapping[str, int]
    both: frozenset[str]
    ends: frozenset[str]
    and_: frozenset[str]
    of: frozenset[str]
    one: frozenset[str]
    hundred_alone: bool

    def below_thousand(self, word: str) -> int | None:
        """Return the number below a thousand that words without spaces between them name; with a glued scale, below a million."""
        for scale, size in self.glued.items():
            head, found, rest = word.partition(scale)
            if found:
                above, below = self.below_thousand(head) if head else 1, self.below_thousand(self._without_and(rest)) if rest else 0
                return None if above is None or below is None or below >= size else above * size + below
        if word in self.small:
            return self.small[word]
        for name, size in self.hundreds.items():
            if word.startswith(name):
                return self._with_rest(size, word.removeprefix(name))
        for name, size in self.counted.items():
            head, found, rest = word.partition(name)
            if found and (self.small.get(head) or head in self.one or (self.hundred_alone and not head)):
                return self._with_rest(size * self.small.get(head, 1), rest)
        return None

    def _with_rest(self, hundreds: int, rest: str) -> int | None:
        """Return hundreds with the number below a hundred that follows."""
        below = self.small.get(rest, self.small.get(self._without_and(rest))) if rest else 0
        return None if below is None or (rest and not below) else hundreds + below

    def _without_and(self, rest: str) -> str:
        return next((rest.removeprefix(word) for word in self.and_ if rest.startswith(word) and len(rest) > len(word)), rest)


@lru_cache(maxsize=64)
def numerals_of(language: str) -> NumberWords:
    """Return the words of numbers in a language."""
    tags = tuple(dict.fromkeys((base(language), "en")))
    counted = {tag: _counted(tag) for tag in reversed(tags)}
    hundreds = [rows(counted[tag].hundreds) for tag in tags]
    ends = (words for numerals in counted.values() for words in (numerals.marks, numerals.marks_in_amounts))
    return NumberWords(
        small={
            name: value for numerals in counted.values() for name, value in (*_zero(numerals), *cardinals(numerals, articles=True).items())
        },
        hundreds={name: HUNDRED * place for row in hundreds if len(row) > 1 for place, names in enumerate(row, start=1) for name in names},
        counted={name: HUNDRED for row in hundreds if len(row) == 1 for name in sorted(row[0], key=len, reverse=True)},
        glued=dict.fromkeys(words_of(language, "numerals.glued"), _GLUED),
        scales=dict(scale for tag in reversed(tags) for scale in _scales(tag, language if tag == tags[0] else tag)),
        bare=frozenset(words_of(language, "numerals.bare_scales")),
        parts={name: Fraction(part) for numerals in counted.values() for part, names in numerals.parts for name in names},
        places={name: place for numerals in counted.values() for name, place in ordinals(numerals).items()},
        both=frozenset(words_of(language, "numerals.parts_and_ordinals")),
        ends=frozenset(word for words in ends for word in words),
        and_=frozenset(words_of(language, "numerals.joints")),
        of=frozenset(words_of(language, "numerals.of")),
        one=frozenset(words_of(language, "numerals.one")),
        hundred_alone=tags[0] != "en",
    )


def counts(word: str, language: str) -> bool:
    """Return whether a word may belong to a number beside it: its scale, a part, a place in a row, or a sign."""
    words, name = numerals_of(language), plain(word)
    groups = (words.scales, words.bare, words.parts, words.both, words.ends, words.and_, words.of, words.one)
    signs = words_of(language, "amounts.minus")
    return any(name in group for group in groups) or name in signs or NumberReader((name,), words).read(0) is not None


def _counted(tag: str) -> Numerals:
    """Return the numerals of a language in which amounts are counted: without the tens, only those for names are known."""
    numerals = table_of(tag).numerals
    return numerals if numerals.tens or numerals.digits else Numerals()


def _zero(numerals: Numerals) -> Iterator[tuple[str, int]]:
    yield from ((name, 0) for row in rows((numerals.zero,)) for name in row)


def cardinals(numerals: Numerals, *, articles: bool) -> dict[str, int]:
    """Return the names of the numbers from one to ninety-nine, in one word; with the `articles` that are words for one if wanted."""
    ones = [_joined(names) for names in rows(numerals.cardinals)]
    found = {name: value for value, names in enumerate(ones, start=1) for name in names if articles or name not in numerals.one}
    scores = _joined(numerals.scores)
    for value, tens in enumerate(rows(numerals.tens), start=2):
        for ten in _joined(tens):
            found[ten] = 10 * value
            for one, names in enumerate(ones[: 19 if ten in scores else 9], start=1):
                found |= {word: 10 * value + one for name in names for word in _compounds(name, ten, numerals)}
    return found


def ordinals(numerals: Numerals) -> dict[str, int]:
    """Return the words for the places from first to ninety-ninth, in one word."""
    ones, tens = ([_joined(names) for names in rows(words)] for words in (numerals.ordinals, numerals.ordinal_tens))
    stems = {name: value for value, names in enumerate(ones, start=1) for name in names}
    stems |= {name: 10 * value for value, names in enumerate(tens, start=2) for name in names}
    first, last = (rows(numerals.cardinals), tens) if numerals.units_first else (ones, list(map(_joined, rows(numerals.tens))))
    scores = _joined(numerals.scores)
    for value, names in enumerate(last, start=2):
        for ten in names:
            for one, units in enumerate(first[: 19 if ten in scores else 9], start=1):
                stems |= {word: 10 * value + one for name in units for word in _compounds(name, ten, numerals, ordinal=True)}
    return {stem + end: place for stem, place in stems.items() for end in numerals.ordinal_ends or ("",)}


def _compounds(one: str, ten: str, numerals: Numerals, *, ordinal: bool = False) -> Iterator[str]:
    """Yield a number of tens and units in one word, with and without the word between them."""
    glues = ("",) if ordinal and not numerals.units_first else ("", *numerals.joints[:1])
    yield from (one + glue + ten if numerals.units_first else ten + glue + one for glue in glues)


def _joined(names: Words) -> Words:
    return tuple(name.replace(" ", "") for name in names)


def _scales(tag: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the names of scales and their sizes: `00 million` at 10^7 is 10^6; those of the tables count where CLDR has another."""
    known = locale(language)
    for length in ("long", "short") if known.language == tag else ():
        for patterns in known.compact_decimal_formats.get(length, {}).values():
            for size, pattern in patterns.items():
                digits, name = str(pattern.pattern).count("0"), re.sub(r"[0\s'.]", "", plain(str(pattern.pattern)))
                if name.isalpha():
                    yield name, int(size) // 10 ** (digits - 1)
    yield from ((name, int(size)) for size, names in table_of(tag).numerals.scales for name in names)


@dataclass(frozen=True, slots=True)
class CountedNumber:
    """A number that was read: its `values`, more than one if its word has several meanings; where it ends; and how it was written.

    `scaled`: with a scale; `spoken`: a part, which may be a share of all; `pair`: two whole numbers with a stroke that may be alternatives.
    """

    values: tuple[Fraction, ...]
    end: int
    scaled: bool = False
    spoken: bool = False
    pair: bool = False


Piece = Fraction | str
"""A piece of a text: a number in digits, or a word or sign."""


class NumberReader:
    """Reads the number at one place of a sequence of pieces."""

    def __init__(self, pieces: Sequence[Piece], words: NumberWords, barred: frozenset[str] = frozenset()) -> None:
        """Prepare to read; the scales in `barred` are units here."""
        self._pieces = pieces
        self._words = words
        self._barred = barred

    def read(self, start: int, *, ordinals: bool = True) -> CountedNumber | None:
        """Return the longest number that begins at a piece."""
        place = self._place(start) if ordinals else None
        found = self._sum(start)
        alone = self._pieces[start]
        if found is None or (place and (place.end > found.end or (place.end == found.end > start + 1))):
            return place
        if found.end == start + 1 and isinstance(alone, str) and alone in self._words.both:
            return CountedNumber((*found.values, *(place.values if place else ())), found.end, spoken=True) if ordinals else None
        return found

    def _word(self, at: int) -> str:
        piece = self._pieces[at] if at < len(self._pieces) else ""
        return piece if isinstance(piece, str) else ""

    def _place(self, start: int) -> CountedNumber | None:
        """Return the place in a row at a piece: 70th, seventieth."""
        first = self._pieces[start] if start < len(self._pieces) else ""
        if isinstance(first, Fraction):
            whole = first.denominator == 1 and self._word(start + 1) in self._words.ends
            return CountedNumber((first,), start + 2) if whole else None
        for end in range(min(start + 3, len(self._pieces)), start, -1):
            value = self._words.places.get("".join(map(self._word, range(start, end))))
            if value is not None:
                return CountedNumber((Fraction(value),), end)
        return None

    def _sum(self, start: int) -> CountedNumber | None:
        """Return a number with scales that go down: two million three hundred thousand and five."""
        total, at, last = Fraction(0), start, 0
        flags = {"scaled": False, "spoken": False, "pair": False}
        while at < len(self._pieces):
            joined = at > start and (self._word(at) == "," or self._word(at) in self._words.and_)
            head = self._head(at + 1 if joined else at, first=at == start)
            if head is None:
                break
            scale, end = self._scale(head.end)
            if at > start and (not last or head.values[0] * scale >= last or head.spoken):
                break
            if scale > 1 and self._word(at) and head.values[0] >= _GLUED:
                end, scale = head.end, 1  # the word has a scale already
            more = self._and_part(CountedNumber((Fraction(0),), end)) if scale > 1 else None
            if more and more.end > end:
                head, end = CountedNumber((head.values[0] + more.values[0],), end), more.end
            total += head.values[0] * scale
            flags = {"scaled": flags["scaled"] or scale > 1, "spoken": head.spoken, "pair": head.pair}
            at, last = end, scale if scale > 1 else 0
        return CountedNumber((total,), at, **flags) if at > start else None

    def _head(self, at: int, *, first: bool) -> CountedNumber | None:
        """Return the number before a scale: 12, twelve, 2½, two and a half, three quarters, half a, a."""
        number = self._digits(at) or self._spelled(at)
        if number is None:
            part = self._part(at + 1 if self._word(at) in self._words.one else at)
            if part is not None:
                return self._part_of(part) if first else None
            word = self._word(at)
            if first and word in self._words.bare:
                return CountedNumber((Fraction(1),), at)
            return CountedNumber((Fraction(1),), at + 1) if first and word in self._words.one and self._scale(at + 1)[0] > 1 else None
        times = self._part(number.end)
        if times is not None:
            return self._part_of(CountedNumber((number.values[0] * times.values[0],), times.end, spoken=True))
        return self._and_part(number)

    def _and_part(self, number: CountedNumber) -> CountedNumber:
        """Return a number with the part after it: 2 1/2, two and a half, two and three quarters."""
        more = self._digits(number.end)
        if more and more.spoken and more.values[0] < 1 and not number.spoken:
            return CountedNumber((number.values[0] + more.values[0],), more.end)
        if self._word(number.end) not in self._words.and_:
            return number
        at = number.end + 1
        count = self._spelled(at)
        part = self._part(count.end if count else at + 1 if self._word(at) in self._words.one else at)
        if part is None:
            return number
        return CountedNumber((number.values[0] + (count.values[0] if count else 1) * part.values[0],), part.end)

    def _part_of(self, part: CountedNumber) -> CountedNumber:
        """Return a part with the words between it and its scale: half a million, a quarter of a million."""
        at = part.end
        while self._word(at) in self._words.of:
            at += 1
        return CountedNumber(part.values, at if self._scale(at)[0] > 1 else part.end, spoken=True)

    def _part(self, at: int) -> CountedNumber | None:
        value = self._words.parts.get(self._word(at))
        return None if value is None else CountedNumber((value,), at + 1, spoken=True)

    def _digits(self, at: int) -> CountedNumber | None:
        """Return a number in digits, or two with a stroke between them."""
        first = self._pieces[at] if at < len(self._pieces) else ""
        if not isinstance(first, Fraction):
            return None
        below = self._pieces[at + 2] if self._word(at + 1) == "/" and at + 2 < len(self._pieces) else ""
        if isinstance(below, Fraction) and below and first.denominator == below.denominator == 1:
            near = abs(first - below) <= max(1, below // _NEAR)
            return CountedNumber((first / below,), at + 3, spoken=True, pair=near)
        return CountedNumber((first,), at + 1)

    def _spelled(self, at: int) -> CountedNumber | None:
        """Return the longest number below a thousand in words, or with a glued ending: zweieinhalb."""
        words = list(map(self._word, range(at, min(at + _MOST_WORDS, len(self._pieces)))))
        for count in range(len(words), 0, -1):
            value = self._words.below_thousand("".join(words[:count])) if all(words[:count]) else None
            if value is not None:
                return CountedNumber((Fraction(value),), at + count)
        halves = self._words.below_thousand(words[0].removesuffix("einhalb")) if words and words[0].endswith("einhalb") else None
        return None if halves is None else CountedNumber((halves + Fraction(1, 2),), at + 1)

    def _scale(self, at: int) -> tuple[int, int]:
        """Return the size of the scale at a piece and where it ends; 1 if there is none."""
        for end in (at + 2, at + 1):
            words = [self._word(place) for place in range(at, end)]
            name = "".join(words) if all(words) else ""
            symbol = len(name) == 1 and (self._word(end) == "/" or self._word(end).isdecimal())  # m/s, m2
            if name in self._words.scales and name not in self._barred and not symbol:
                return self._words.scales[name], end
        return 1, at
