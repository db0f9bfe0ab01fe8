"""Which texts are words of a language: a misspelling is not one, and another word is not a misspelling."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol


class Lexicon(Hashable, Protocol):
    """The words of a language. Both take a word as it was typed; capitals do not matter, marks do."""

    def is_word(self, word: str) -> bool:
        """Return whether a word is one of the language."""

    def lemma(self, word: str) -> str:
        """Return the dictionary form of a word in lower case, or an empty text if it is not a word."""


Lexicons = Callable[[str], Lexicon | None]
"""Gives the lexicon of a language, a BCP 47 tag, or None if there is none."""


class _Shelf:
    """Where the process finds its lexicons."""

    lexicons: Lexicons | None = None


def put_in_place(lexicons: Lexicons | None) -> None:
    """Say where every question finds the lexicon of its language if its context names none; None: in the user's cache, or made there."""
    _Shelf.lexicons = lexicons


def lexicon_of(language: str) -> Lexicon | None:
    """Return the lexicon of a language. A program that has put none in place gets the one in the user's cache, which is made if need be."""
    if _Shelf.lexicons is None:
        from quizapp import lexicons  # noqa: PLC0415 - the one way from the domain to a file, for a program that grades and does nothing else

        return lexicons.find_or_make(language)
    return _Shelf.lexicons(language)
