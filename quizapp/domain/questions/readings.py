"""The readings of a text: what it counts as when two texts are compared, before anything is left out of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations

from quizapp.domain.questions.numerals import marked, numbered
from quizapp.domain.questions.spellings import respelled
from quizapp.domain.questions.tables import table_of, words_of
from quizapp.domain.questions.text import compact, plain, signed, words

Words = tuple[str, ...]

_MOST_ORDERED = 4  # the most words of a name that may be in any order: 24 orders
MOST_PEELED = 12
"""The most words of a text that is read in any other way than as it stands."""

SPELLINGS = ("signs", "abbreviation", "numeral", "spelling")
"""The names of the steps that `spelled` takes, in their order."""


def keys(text: str, kind: str, language: str) -> frozenset[str]:
    """Return the keys of a text as it stands: two texts count as the same if they share a key.

    A key is the folded text without spaces, with and without its article or titles; for a person, in every order of the names.
    """
    readings = {tuple(map(plain, reading)) for reading in (words(text), bare(text, kind, language))}
    return frozenset(compact(order) for reading in readings for order in orders(reading, kind))


known_keys = lru_cache(maxsize=4096)(keys)
"""The keys of the texts of a deck, cached; those of typed texts are not."""


def broad_keys(text: str, kind: str, language: str) -> frozenset[str]:
    """Return the keys of a text as it stands and in its other spellings: World War II is also #2worldwar."""
    if len(text) > 10 * MOST_PEELED:
        return keys(text, kind, language)
    found = {compact(order) for tokens in tokenized(text, language) for order in orders(spelled(tokens, language, kind), kind)}
    return keys(text, kind, language) | found | {compact(spelled(tuple(map(plain, bare(text, kind, language))), language, kind))}


known_broad_keys = lru_cache(maxsize=4096)(broad_keys)
"""As `known_keys`."""


def orders(names: Words, kind: str) -> Iterable[Words]:
    """Return the accepted orders of names: all of them; for long names, those that move words from the front to the end.

    A text with very many words is not a name; a single typed character can stand for several words.
    """
    if kind != "person" or len(names) > MOST_PEELED:
        return (names,)
    if len(names) <= _MOST_ORDERED:
        return permutations(names)
    return (names[first:] + names[:first] for first in range(len(names)))


def bare(text: str, kind: str, language: str) -> Words:
    """Return the words of a text without those its kind ignores: titles of a person, otherwise a leading article."""
    if kind == "person":
        return without_titles(words(text), language)
    return words(text) if kind == "text" and _named_so(text) else _without_article(text, language)


def _named_so(text: str) -> bool:
    """Return whether a text begins with a single capital letter, as A minor does, which only looks like an article."""
    first, _, rest = text.partition(" ")
    return len(first) == 1 and first.isupper() and bool(rest)


@lru_cache(maxsize=64)
def _elided(language: str) -> Words:
    return tuple(article for article in words_of(language, "articles") if article.endswith("'"))


def _without_article(text: str, language: str) -> Words:
    for article in _elided(language):
        if text.casefold().replace("’", "'").startswith(article):
            return words(text[len(article) :])
    parts = words(text)
    return parts[1:] if len(parts) > 1 and plain(parts[0]) in words_of(language, "articles") else parts


def without_titles(names: Words, language: str) -> Words:
    """Return a name without titles before and after it; a title alone stays."""
    titles = words_of(language, "titles")
    while len(names) > 1 and plain(names[0]) in titles:
        names = names[1:]
    last = plain(names[-1]) if names else ""
    for title in words_of(language, "titles_after") if last else ():
        if len(names) > 1 and last == title:
            return names[:-1]
        if not title.isascii() and last != title and last.endswith(title):
            return (*names[:-1], names[-1].removesuffix(title))
    return names


@lru_cache(maxsize=256)
def tokenized(text: str, language: str) -> tuple[Words, ...]:
    """Return the folded words of a text: as it stands, with its signs in one form, and with its letters written in another way."""
    table = table_of(language)
    also = (table.both or table_of("en").both)[0]
    one = marked(signed(text, also), language)
    found = [text, one]
    if not one.isascii():
        letters = dict(table.letters or table_of("en").letters)
        found.append("".join(letters.get(letter, letter) for letter in unicodedata.normalize("NFC", one).casefold()))
    return tuple(dict.fromkeys(tuple(map(plain, words(each))) for each in found))


def spelled(tokens: Words, language: str, kind: str, steps: int = len(SPELLINGS)) -> Words:
    """Return folded words with abbreviations written out, numerals in digits, and one spelling of each word.

    Only the first `steps` of `SPELLINGS` are taken; the first of them is that of `tokenized`.
    """
    if len(tokens) > MOST_PEELED:
        return tokens
    taken = SPELLINGS[:steps]
    if "abbreviation" in taken and len(tokens) > 1:
        tokens = _written_out(tokens, language)
    if "numeral" in taken:
        tokens = numbered(tokens, language, kind)
    return tuple(respelled(token, language) for token in tokens) if "spelling" in taken else tokens


@lru_cache(maxsize=64)
def _abbreviations(language: str) -> tuple[dict[str, str], dict[str, str]]:
    table = table_of(language)
    if not table.abbreviations:
        table = table_of("en")
    return dict(table.abbreviations), dict(table.last_abbreviations)


def _written_out(tokens: Words, language: str) -> Words:
    inner, last = _abbreviations(language)
    return (*(inner.get(token, token) for token in tokens[:-1]), last.get(tokens[-1], tokens[-1]))
