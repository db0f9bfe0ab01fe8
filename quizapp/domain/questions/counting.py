"""Numbers in words: two hundred and five, 2.3 million, half a dozen, seventieth, 3만 5천, 三十五."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizapp.domain.questions import number_words
from quizapp.domain.questions.languages import base, locale
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
        below = self.small.get(self._without_and(rest)) if rest else 0
        return None if below is None or (rest and not below) else hundreds + below

    def _without_and(self, rest: str) -> str:
        return next((rest.removeprefix(word) for word in self.and_ if rest.startswith(word) and len(rest) > len(word)), rest)


@lru_cache(maxsize=64)
def numerals_of(language: str) -> NumberWords:
    """Return the words of numbers in a language."""
    tags = tuple(dict.fromkeys((base(language), "en")))
    joined = {tag: _below_hundred(tag) for tag in reversed(tags)}
    hundreds = [(tag, _rows(number_words.HUNDREDS.get(tag, ""))) for tag in tags]
    ordinals = dict(place for tag in reversed(tags) for place in _ordinals(tag, joined[tag]))
    both = {word for tag in tags for word in number_words.ALSO_ORDINAL.get(tag, "").split()}
    return NumberWords(
        small={name: value for names in joined.values() for name, value in names.items()},
        hundreds={
            name: HUNDRED * place for _, rows in hundreds if len(rows) > 1 for place, row in enumerate(rows, start=1) for name in row
        },
        counted={name: HUNDRED for _, rows in hundreds if len(rows) == 1 for name in sorted(rows[0], key=len, reverse=True)},
        glued={name: size for tag in tags for name, size in number_words.GLUED.get(tag, {}).items()},
        scales=dict(scale for tag in reversed(tags) for scale in _scales(tag, language if tag == tags[0] else tag)),
        bare=number_words.listed(number_words.BARE, tags[0]),
        parts={
            name: Fraction(part)
            for tag in reversed(tags)
            for names, part in number_words.PARTS.get(tag, {}).items()
            for name in names.split("|")
        },
        places=ordinals,
        both=frozenset(both),
        ends=number_words.listed(number_words.ORDINAL_ENDS, tags[0]),
        and_=number_words.listed(number_words.AND, tags[0]),
        of=number_words.listed(number_words.OF, tags[0]),
        one=number_words.listed(number_words.A, tags[0]),
        hundred_alone=tags[0] != "en",
    )


def _rows(names: str) -> list[list[str]]:
    return [row.split("|") for row in names.split()]


def _below_hundred(tag: str) -> dict[str, int]:
    """Return the names of the numbers below a hundred, written in one word."""
    ones, tens = _rows(number_words.ONES.get(tag, "")), _rows(number_words.TENS.get(tag, ""))
    glues = ("", *number_words.AND.get(tag, "").split()[:1])
    found = {name: value for value, names in enumerate(ones) for name in names}
    tenfold = {name: 10 * place for place, names in enumerate(tens, start=2) for name in names}
    scores = number_words.SCORES.get(tag, {})
    for ten, value in tenfold.items():
        found[ten] = value
        for one, names in enumerate(ones[1 : 20 if ten in scores else 10], start=1):
            for name in names:
                found |= {(name + glue + ten if tag in number_words.UNITS_FIRST else ten + glue + name): value + one for glue in glues}
    return found


def _ordinals(tag: str, cardinals: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the places from first to ninety-ninth: 21st is twenty and first; in German it is einundzwanzig and ste."""
    rows, tens = _rows(number_words.ORDINALS.get(tag, "")), _rows(number_words.ORDINAL_TENS.get(tag, ""))
    spelled = [(name, place) for place, names in enumerate(rows) for name in names if place]
    spelled += [(name, 10 * place) for place, names in enumerate(tens, start=2) for name in names]
    if tag in number_words.UNITS_FIRST:
        spelled += [(f"{name}ste", value) for name, value in cardinals.items() if value > 20]  # noqa: PLR2004 - the rest are listed
        spelled = [(name + ending, place) for name, place in spelled for ending in ("", "r", "n", "s")]
    yield from spelled
    for ten, value in cardinals.items():
        if value >= 20 and value % 10 == 0:  # noqa: PLR2004 - the tens
            yield from ((ten + name, value + place) for place, names in enumerate(rows[:10]) for name in names if place)


def _scales(tag: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the names of scales and their sizes: `00 million` at 10^7 is 10^6; those of the tables count where CLDR has another."""
    known = locale(language)
    for length in ("long", "short") if known.language == tag else ():
        for patterns in known.compact_decimal_formats.get(length, {}).values():
            for size, pattern in patterns.items():
                digits, name = str(pattern.pattern).count("0"), re.sub(r"[0\s'.]", "", plain(str(pattern.pattern)))
                if name.isalpha():
                    yield name, int(size) // 10 ** (digits - 1)
    yield from number_words.SCALES.get(tag, {}).items()


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
