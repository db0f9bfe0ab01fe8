"""Typed texts that give more than one answer: a list, an addition or a bracket."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from quizapp.domain.questions.languages import countries_of_cities
from quizapp.domain.questions.tables import Words, table_of, words_of
from quizapp.domain.questions.text import plain

_JOINED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
"""Scripts whose words may be joined to others: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul."""

_SIGNS = (
    r"(?P<comma>,(?!\d)|、)",
    r"(?P<semicolon>;)",
    r"(?P<slash>(?<!\d)/|/(?!\d))",
    r"(?P<bracket>(?:(?<=\s)|(?<=[^\x00-\x7f])|^)[(\[]|[)\]](?=[\s.,;]|$))",
    r"(?P<dash>(?<=\s)[-–—=+](?=\s)|—)",
    r"(?P<question>\?(?=\s*\w))",
)


@lru_cache(maxsize=64)
def _between(language: str) -> re.Pattern[str]:
    """Return what stands between the parts of a list: signs, and the language's words for or and and."""
    named = {"either": words_of(language, "either"), "both": (*words_of(language, "both"), "&")}
    table = table_of(language)
    joined = {"either": table.either_joined, "both": table.both_joined}
    words = (f"(?P<{name}>{'|'.join((_any_of(each), *joined[name]))})" for name, each in named.items())
    return re.compile("|".join((*words, *_SIGNS)))


def _any_of(texts: Words) -> str:
    """Return a pattern for any of these texts as whole words; those in scripts without spaces may be joined to others."""
    patterns = [re.escape(text) if _JOINED.match(text) or text == "&" else rf"(?<!\w){re.escape(text)}(?!\w)" for text in texts]
    return "|".join(sorted(patterns, key=len, reverse=True))


def parts(text: str, language: str) -> Words:
    """Return the parts of a text, folded; a text that is no list has one. What has no letter or digit is no part."""
    folded = plain(text)
    marks = list(_between(language).finditer(folded))
    starts, ends = (0, *(mark.end() for mark in marks)), (*(mark.start() for mark in marks), len(folded))
    pieces = (folded[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return tuple(piece for piece in pieces if re.search(r"\w", piece))


def is_list(text: str, forms: Words, language: str) -> bool:
    """Return whether a text has more signs or words between its parts, of one kind, than every form of the right answer.

    A city with its country is one answer.
    """
    if len(parts(text, language)) <= 1:
        return False
    city, _, country = map(str.strip, text.casefold().partition(","))
    if country in map(str.casefold, countries_of_cities(language).get(city, ())):
        return False
    right = [_marks(form, language) for form in forms]
    return any(count > max((form[name] for form in right), default=0) for name, count in _marks(text, language).items())


def _marks(text: str, language: str) -> Counter[str]:
    return Counter(str(mark.lastgroup) for mark in _between(language).finditer(plain(text)))
