"""The readings of a text: what it counts as when two texts are compared."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations

from quizapp.domain.questions.languages import ARTICLES, TITLES, TITLES_AFTER, base, table
from quizapp.domain.questions.text import compact, plain, words

_MOST_ORDERED = 4  # the most words of a name that may be in any order: 24 orders
_MOST_MOVED = 12  # the most words of a name that may move from the front to the end

Words = tuple[str, ...]


def keys(text: str, kind: str, language: str) -> frozenset[str]:
    """Return the keys of a text: two texts count as the same if they share a key.

    A key is the folded text without spaces, with and without its article or titles; for a person, in every order of the names.
    """
    readings = (tuple(map(plain, reading)) for reading in (words(text), bare(text, kind, language)))
    return frozenset(compact(order) for reading in readings for order in orders(reading, kind))


known_keys = lru_cache(maxsize=4096)(keys)
"""The keys of the texts of a deck, cached; those of typed texts are not."""


def orders(names: Words, kind: str) -> Iterable[Words]:
    """Return the accepted orders of names: all of them; for long names, those that move words from the front to the end.

    A text with very many words is not a name; a single typed character can stand for several words.
    """
    if kind != "person" or len(names) > _MOST_MOVED:
        return (names,)
    if len(names) <= _MOST_ORDERED:
        return permutations(names)
    return (names[first:] + names[:first] for first in range(len(names)))


def bare(text: str, kind: str, language: str) -> Words:
    """Return the words of a text without those its kind ignores: a leading article, or titles."""
    if kind == "person":
        return _without_titles(words(text), language)
    return _without_article(text, language) if kind in {"place", "term"} else words(text)


def _without_article(text: str, language: str) -> Words:
    articles = table(ARTICLES, language)
    start = text.casefold().replace("’", "'")
    for article in articles:
        if article.endswith("'") and start.startswith(article):
            return words(text[len(article) :])
    parts = words(text)
    return parts[1:] if len(parts) > 1 and plain(parts[0]) in articles else parts


def _without_titles(names: Words, language: str) -> Words:
    """Return a name without titles before and after it; a title alone stays."""
    titles = table(TITLES, language)
    while len(names) > 1 and plain(names[0]) in titles:
        names = names[1:]
    for title in TITLES_AFTER.get(base(language), ()):
        if "".join(names) not in ("", title) and names[-1].endswith(title):
            return tuple(filter(None, (*names[:-1], names[-1].removesuffix(title))))
    return names
