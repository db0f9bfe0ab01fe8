"""Where a quote is in a reading, and the sentences around it. The map, feedback, coverage and validator all use this module.

Offsets count the characters of `Block.text`, which is in NFC.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from unicodedata import category, normalize

from quizapp.domain.reading.deck import Block, Span

ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)
"""Quotes and dashes that count as equal; each is replaced with a single character, so that offsets stay valid."""

UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Invisible characters, which are ignored when a quote is looked up."""

SPACE = re.compile(r"\s")
UNEVEN = re.compile(rf"\s\s|[{UNSEEN}]")
"""What of a text does not keep its place when quotes are compared: most texts have nothing of that."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Letters of scripts without spaces between words (Thai, Lao, Burmese, Khmer, Kana, Han), where highlights are not extended."""

APOSTROPHES = "'’"

TITLES = frozenset("mr mrs ms dr prof st gen sen rep gov lt col capt sgt rev hon pres".split())  # noqa: SIM905 - a line of words
"""Abbreviations that a name follows: they never end a sentence."""

ABBREVIATIONS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec vs etc ca approx est inc ltd co corp jr sr ave al cf eg ie".split()  # noqa: SIM905 - as above
)
"""Abbreviations that end a sentence only before a word that often begins one."""

NUMBERED = frozenset("no nos vol p pp fig ch art".split())  # noqa: SIM905 - as above
"""Abbreviations that do not end a sentence before a number."""

OPENERS = frozenset(
    "a after all although an and as at because before both but by for from he her his however if in it its many most no not on one since "  # noqa: SIM905 - as above
    "she so some such that the their then there these they this those though to today until we what when where while who why with "
    "you".split()
)
"""English words that often begin sentences and are hardly ever names."""

SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？｡][」』”’）)\"']*")
LAST_WORD = re.compile(r"[^\s\"'“‘(\[«-]*\Z")
LONGEST_WORD = 20
"""The last characters of a word by which it is known as an abbreviation or as initials."""

BETWEEN = re.compile(r"\s*+[\"'“‘«(\[]*+")
WORD = re.compile(r"\w*+")
INITIALS = re.compile(r"([^\W\d]\.)*[^\W\d]")


class Finder:
    """Finds quotes in the blocks of a study text, which is normalised only once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._evened = [_even(block.text) for block in blocks]
        self._text = "\n".join(text for text, _ in self._evened)
        self._starts = [0, *accumulate(len(text) + 1 for text, _ in self._evened)]

    def find(self, quote: str) -> list[Span]:
        """Return every place where the words of a quote are within one block, extended to whole words, in order.

        White space counts as one space, curly and straight quotes count as equal, and so do all dashes; upper and lower case differ.
        A place that overlaps the one before is not another: without this, a long quote from a text that repeats itself takes square time.
        """
        wanted = _even(normalize("NFC", quote))[0].strip()
        return list(dict.fromkeys(self._spans(wanted))) if wanted else []

    def _spans(self, wanted: str) -> Iterator[Span]:
        at, block, words = self._text.find(wanted), -1, _Words("")
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            if number != block:
                block, words = number, _Words(self._blocks[number].text)
            places, first = self._evened[number][1], at - self._starts[number]
            yield Span(number, *words.around(places[first], places[first + len(wanted) - 1] + 1))
            at = self._text.find(wanted, at + len(wanted))


def find(blocks: Sequence[Block], quote: str) -> list[Span]:
    """Return every place of one quote; to look up many, make a Finder."""
    return Finder(blocks).find(quote)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every sentence of a paragraph, without the white space between them."""
    spans = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if match.group()[0] in "。！？｡" or _ends(text, start, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def sentence_of(text: str, span: Span) -> tuple[int, int]:
    """Return the start and end of the sentence, or the neighbouring sentences, that a span touches."""
    touched = [(start, end) for start, end in sentences(text) if start < span.end and span.start < end]
    return (touched[0][0], touched[-1][1]) if touched else (span.start, span.end)


def _even(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in the form in which quotes are compared, and the original offset of each of its characters."""
    alike = text.translate(ALIKE)
    if not UNEVEN.search(alike):
        return SPACE.sub(" ", alike), range(len(alike))
    kept: list[tuple[str, int]] = []
    for place, char in enumerate(alike):
        if char in UNSEEN or (char.isspace() and kept and kept[-1][0] == " "):
            continue
        kept.append((" " if char.isspace() else char, place))
    return "".join(char for char, _ in kept), tuple(place for _, place in kept)


class _Words:
    """Extends stretches of a text to whole words. They come in order, so what was walked for one is known for the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._first = 0
        self._end = self._last = -1

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch, which begins and ends behind the one before, extended to whole words."""
        first = start
        while first > self._start and _joined(self._text, first):
            first -= 1
        if first == self._start:
            first = self._first
        self._start, self._first = start, first
        if not self._end <= end <= self._last:
            self._end = self._last = end
            while self._last < len(self._text) and _joined(self._text, self._last):
                self._last += 1
        return first, self._last


def _joined(text: str, at: int) -> bool:
    """Return whether the characters before and after a place belong to one word; an apostrophe between letters does."""
    before, after = text[at - 1], text[at]
    if after in APOSTROPHES:
        return _in_word(before) and _in_word(text[at + 1 : at + 2])
    if before in APOSTROPHES:
        return _in_word(after) and _in_word(text[max(at - 2, 0) : at - 1])
    return _in_word(before) and _in_word(after)


def _in_word(char: str) -> bool:
    return bool(char) and category(char)[0] in "LMN" and not UNSPACED.match(char)


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Return whether a mark followed by white space ends its sentence, which begins at `start`. Nothing of a long text is copied."""
    between = BETWEEN.match(text, found.end())
    at = between.end() if between else found.end()
    first, mark = text[at : at + 1], found.group()
    if first.islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    last = LAST_WORD.search(text, max(start, found.start() - LONGEST_WORD), found.start())
    word = last[0].casefold() if last else ""
    if word in TITLES or (word in NUMBERED and first.isdigit()):
        return False
    if word in ABBREVIATIONS or INITIALS.fullmatch(word):
        following = WORD.match(text, at)
        return not first or (following[0] if following else "").casefold() in OPENERS
    return True


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    stripped = part.strip()
    if not stripped:
        return None
    start += len(part) - len(part.lstrip())
    return start, start + len(stripped)
