"""Words that are spelled in two ways; and whether a typed word is another word than the right one, or a form or spelling of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quizapp.domain.questions.lexicon import Lexicon
from quizapp.domain.questions.question import Context
from quizapp.domain.questions.tables import base, table_of

_COMPOUNDING = frozenset({"da", "de", "is", "lb", "nb", "nl", "nn", "no", "sv"})
"""Languages that write compounds as one word, which no list has in full."""

_LINKS = ("", "es", "en", "er", "s", "n", "e")
"""What may stand between the parts of a compound."""

_LEAST_PART = 4
"""The least letters of a part of a compound; among shorter words are too many abbreviations."""

_DOUBLE = re.compile(r"(.)\1+")

_SUBSTANCES = tuple(
    re.compile(pattern + r"(?:e|o|a|en|n|es|os|as|s)?")
    for pattern in (
        r"(.*(?:arsen|brom|carbon|chlor|chrom|iod|mangan|nitr|phosph|silic|sulf|sulph))(at|id|it)",
        r"(.*(?:but|dec|eth|hept|hex|meth|non|oct|pent|prop))((?:[aeiy]|è|é)n(?:al|ol|on)?)",
        r"(.*(?:amyl|cellul|lact|lip|malt|sucr))(as|os)",
    )
)
"""Names of substances, which differ from one another by their ending and stand in no list in full: what they are of, and the ending."""


@lru_cache(maxsize=64)
def _variants(language: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return what is spelled in two ways in words of a language: a pattern for any of it, and each with what both become."""
    patterns = table_of(language).spellings
    anything = "|".join(f"(?:{re.sub(r'[(](?![?])', '(?:', pattern)})" for pattern, _ in patterns)
    return re.compile(anything or "(?!)"), tuple((re.compile(pattern), become) for pattern, become in patterns)


@lru_cache(maxsize=4096)
def respelled(word: str, language: str) -> str:
    """Return a folded word in one of its spellings, which in English is mostly the American one."""
    anything, variants = _variants(language)
    if anything.search(word):
        for pattern, become in variants:
            word = pattern.sub(become, word)
    return word


def is_another_word(right: str, given: str, context: Context) -> bool:
    """Return whether a typed word is a word of the deck's language that is neither a form nor a spelling of the right one.

    It is looked up as it was typed, in lower case. A lemma never makes a word right: it only keeps what its letters have forgiven.
    """
    lexicon = context.words
    if lexicon is None:
        return False
    right, given, language = right.lower(), given.lower(), base(context.language)
    if _is_another_substance(right, given):
        return True
    if lexicon.is_word(given):
        return not _is_form(right, given, lexicon, language)
    if language not in _COMPOUNDING or _DOUBLE.sub(r"\1", right) == _DOUBLE.sub(r"\1", given):
        return False
    return any(_are_others(*parts, lexicon) for parts in _parts(right, given))


def _is_form(right: str, given: str, lexicon: Lexicon, language: str) -> bool:
    """Return whether two words share a form or a lemma, in one of their spellings; a form with two lemmas counts with one of them."""
    one, other = {right, lexicon.lemma(right) or right}, {given, lexicon.lemma(given)}
    first, second = ({respelled(word, language) for word in words} for words in (one, other))
    return not one.isdisjoint(other) or not first.isdisjoint(second)


def _is_another_substance(right: str, given: str) -> bool:
    """Return whether two names of substances differ in their ending: sulfate and sulfite."""
    matches = ((pattern.fullmatch(right), pattern.fullmatch(given)) for pattern in _SUBSTANCES)
    return any(one and other and one[1] == other[1] and one[2] != other[2] for one, other in matches)


def _parts(right: str, given: str) -> Iterator[tuple[str, str, str]]:
    """Yield what two compounds share, at the end or at the beginning, with the other part of each."""
    for cut in range(_LEAST_PART, len(given) - _LEAST_PART + 1):
        first, last = given[:cut], given[cut:]
        if right.endswith(last) and right != last:
            yield last, right.removesuffix(last), first
        if right.startswith(first) and right != first:
            yield first, right.removeprefix(first), last


def _are_others(shared: str, right: str, given: str, lexicon: Lexicon) -> bool:
    """Return whether compounds with a part in common have two words as their other parts, the typed one in its dictionary form."""
    if not (_word_in(shared, lexicon) and (one := _word_in(right, lexicon)) and (other := _word_in(given, lexicon))):
        return False
    return lexicon.lemma(other) == other != lexicon.lemma(one)


def _word_in(part: str, lexicon: Lexicon) -> str:
    """Return the word that a part of a compound is, without what links it to the next; an empty text if it is none."""
    bare = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
    return next((word for word in bare if len(word) >= _LEAST_PART and lexicon.is_word(word)), "")
