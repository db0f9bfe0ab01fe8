"""How a text becomes a name in addresses and files: the only rule for ids of decks and questions, tags and anchors."""

from __future__ import annotations

import re
from unicodedata import normalize

LONGEST_ID = 60
"""The length of an id made from a title, in characters; with a number added to it, it still fits into 80."""

_WORD = re.compile(r"[a-z0-9]+")


def slug_of(text: str, longest: int | None = None) -> str:
    """Return a text as lower-case letters a to z and digits, with dashes between words, at most `longest` characters long.

    Accents are dropped. The result is empty if nothing is left, as for a text in another script; the caller then uses a default.
    """
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(_WORD.findall(letters))[:longest].strip("-")
