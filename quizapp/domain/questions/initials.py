"""Initials for names: S. Korea, J. F. Kennedy."""

from __future__ import annotations

from collections.abc import Iterable

from quizapp.domain.questions.readings import orders, without_titles
from quizapp.domain.questions.tables import Words
from quizapp.domain.questions.text import plain, words

_MOST_NAMES = 6
_ROMAN = frozenset("ivx")
"""Letters that are no initial behind another word: World War I is not World War Iraq."""


def initialled(given: str, forms: Iterable[str], kind: str, language: str) -> bool:
    """Return whether a text is one of the forms with initials for some of its names, or the form has initials for those of the text.

    One name at least is whole in both. An initial stands for a word with a capital letter.
    """
    typed = _names(given, kind, language)
    if not 1 < len(typed) <= _MOST_NAMES:
        return False
    rights = [right for form in forms if len(right := _names(form, kind, language)) == len(typed)]
    return any(_fits(order, right) for right in rights for order in orders(typed, kind))


def _names(text: str, kind: str, language: str) -> Words:
    return without_titles(words(text), language) if kind == "person" else words(text)


def _fits(typed: Words, right: Words) -> bool:
    """Return whether each name is the same in both or the initial of the other."""
    whole = False
    for place, (one, other) in enumerate(zip(map(plain, typed), map(plain, right), strict=True)):
        if one == other:
            whole = whole or len(one) > 1
            continue
        short, long = sorted((one, other), key=len)
        capital = right[place][:1].isupper()
        if len(short) > 1 or not capital or not long.startswith(short) or not long.isalpha() or (place and short in _ROMAN):
            return False
    return whole
