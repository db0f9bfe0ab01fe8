"""What counts when texts are compared: folding, words and looks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻ`´′"))
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"
)
_UNTYPABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[, ]\d{3})+(?!\d)")
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_SEPARATING = re.compile(r"""[!"&'()*,\-./:;?@\[\\\]_{}]|(?<![A-Za-z])#""")
"""The same as `_means` for ASCII, in one step."""
_MINUS = re.compile(r"^\s*-(?=\d)")
_POWER = re.compile(r"(?:\^|\*\*)[({]?(?P<size>[-−–+]?\d+)[)}]?")
_SMALL = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
_OVER = re.compile(r"(?<![\d/⁄])(\d+)/(\d+)(?![\d/⁄])")
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)


def visible(text: str) -> str:
    """Return a text without invisible characters."""
    return _INVISIBLE.sub("", text)


def cleaned(text: str) -> str:
    """Return typed text without control characters, lone surrogates and surrounding spaces; empty if nothing in it is visible."""
    stripped = _UNTYPABLE.sub(" ", text).strip()
    return stripped if visible(stripped).strip() else ""


def look(text: str) -> str:
    """Return a text in the form that all texts looking like it share: Unicode folding, single spaces, nothing invisible."""
    folded = unicodedata.normalize("NFKC", visible(text)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def plain(text: str) -> str:
    """Return a text in lower case and standard width, with marks dropped unless they make a different letter.

    Marks are dropped in Latin, Greek and Cyrillic; kana, Hangul, Indic and other scripts keep theirs. Punctuation stays.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", visible(text)).casefold().translate(_STROKES)
    kept: list[str] = []
    drops = False
    for character in unicodedata.normalize("NFD", folded):
        if not unicodedata.category(character).startswith("M"):
            drops = _drops_marks(character)
        elif drops:
            continue
        kept.append(character)
    return unicodedata.normalize("NFKC", "".join(kept))


@lru_cache(maxsize=4096)
def _drops_marks(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, without punctuation; a text that is only punctuation is one word.

    Apostrophes join words; other punctuation and dashes separate them. Signs that change the meaning stay: %, # after a letter (C#),
    symbols (C++), a minus before a number. Group marks within a number are removed.
    """
    joined = unicodedata.normalize("NFKC", _FRACTION.sub(" ", visible(text).translate(_APOSTROPHES)))
    joined = _MINUS.sub("−", joined.replace("−", "-"))
    joined = _GROUPED.sub(lambda number: re.sub("[, ]", "", number[0]), joined)
    if joined.isascii():
        return tuple(_SEPARATING.sub(" ", joined).split()) or tuple(text.split())
    parted = "".join(character if _means(character, before) else " " for before, character in zip(" " + joined, joined, strict=False))
    return tuple(parted.split()) or tuple(text.split())


def _means(character: str, before: str) -> bool:
    if character == "#":
        return before.isalpha()
    return character == "%" or not unicodedata.category(character).startswith("P")


def signed(text: str, also: str) -> str:
    """Return a text with its signs in one form: x^2 is x², 1/2 is ½, & is the word for and, `also`; vowel points are dropped.

    The points are those of Hebrew and Arabic, and the stroke that makes an Arabic word longer.
    """
    raised = _POWER.sub(lambda power: power["size"].translate(_SMALL), text)
    over = _OVER.sub(r"\1⁄\2", raised)
    return _POINTS.sub("", unicodedata.normalize("NFC", over)).replace("&", f" {also} ")


def compact(folded: tuple[str, ...]) -> str:
    """Return words without the spaces between them, except between two digits: 9 11 is not 911."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(folded))


def fold(text: str) -> str:
    """Return what counts in a text: case, width, Unicode form, punctuation, dashes and spaces do not."""
    return compact(tuple(map(plain, words(text))))


def letters(word: str) -> int:
    """Count the letters of a word in NFC."""
    return sum(unicodedata.category(character).startswith("L") for character in unicodedata.normalize("NFC", word))


def has_digit(text: str) -> bool:
    """Return whether a text contains a digit or another numeral."""
    return any(unicodedata.category(character).startswith("N") for character in text)
