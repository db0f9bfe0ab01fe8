"""How a text becomes a name for addresses and files: the one rule for ids of decks and questions, tags and anchors."""

from __future__ import annotations

import re
from unicodedata import normalize

LONGEST_ID = 60
"""Characters of an id that is made of a title: one that is numbered, or copied, still fits into 80."""

_WORD = re.compile(r"[a-z0-9]+")


def slug_of(text: str, longest: int | None = None) -> str:
    """Return the letters a to z and digits of a text in small letters, its words parted by dashes, at most `longest` characters.

    Accents are left out. Empty where nothing is left, as of a text in another script: the caller has a word for that.
    """
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(_WORD.findall(letters))[:longest].strip("-")
