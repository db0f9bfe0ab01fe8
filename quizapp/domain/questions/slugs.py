"""How a text becomes a name in addresses and files: the only rule for ids of decks and questions, tags and anchors."""

from __future__ import annotations

import re
from collections.abc import Collection
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


class FreeNames:
    """Finds names that are not taken yet, by adding numbers: a-name, a-name-2, a-name-3. Many equal names take no longer than others."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.taken = set(taken)
        self._next: dict[str, int] = {}

    def free(self, name: str) -> str:
        """Return a name, or the first free one with a number. It stays free until it is put among the `taken` ones."""
        if name not in self.taken:
            return name
        number = self._next.get(name, 2)
        while f"{name}-{number}" in self.taken:
            number += 1
        self._next[name] = number
        return f"{name}-{number}"

    def take(self, name: str) -> str:
        """Return a free name, which is taken from then on."""
        found = self.free(name)
        self.taken.add(found)
        return found
