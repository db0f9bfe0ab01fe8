"""The forms of a right answer, expanded once for each question: what counts as it beside its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.questions.languages import countries_of_cities
from quizapp.domain.questions.numerals import is_numeral
from quizapp.domain.questions.prompts import PromptWords
from quizapp.domain.questions.question import Context
from quizapp.domain.questions.readings import MOST_PEELED, bare, broad_keys, known_broad_keys, known_keys, spelled, tokenized
from quizapp.domain.questions.tables import Words, table_of, words_of
from quizapp.domain.questions.text import compact, has_digit, plain, words

_LEAST_LEFT = 3
"""The fewest letters that are left of an answer without its head noun, or of a word in the other number."""

_SPACE = "\x1f"
"""Stands between words in the keys that know where words end; no typed text has it."""


@dataclass(frozen=True)
class Expanded:
    """What counts as a right answer.

    `exact` are the keys of its unchanged forms; `names` are all others, each with the name of the reading that makes it, which is empty
    for another spelling; `spaced` are keys that know where words end; `plurals` are keys of forms in the other number, each with its form.
    """

    exact: frozenset[str]
    names: Mapping[str, str]
    spaced: frozenset[str]
    plurals: Mapping[str, str]

    @property
    def strict(self) -> frozenset[str]:
        """The keys of the forms and of their other spellings: a text that has one of them is no rival."""
        return self.exact | {key for key, name in self.names.items() if not name}


def expanded(forms: Words, kind: str, language: str, prompt: PromptWords) -> Expanded:
    """Return what counts as a right answer with these forms to a prompt."""
    exact = frozenset().union(*(known_keys(form, kind, language) for form in forms))
    names = {key: "" for form in forms for key in known_broad_keys(form, kind, language) - exact}
    for form in forms:
        for name, tokens in _more(form, kind, language, prompt):
            names.setdefault(compact(spelled(tokens, language, kind)), name)
    spaced = {spaced_key(tokens, language, kind) for form in forms for tokens in _tokens(form, kind, language)}
    plurals = {key: form for form in forms for key in _in_other_number(form, kind, language, prompt)}
    return Expanded(exact, names, frozenset(spaced), plurals)


def spaced_key(tokens: Words, language: str, kind: str) -> str:
    """Return the key of folded words that knows where words end: "mile stone" is not "milestone"."""
    return _SPACE.join(spelled(tokens, language, kind))


def _tokens(form: str, kind: str, language: str) -> Iterator[Words]:
    """Yield the folded words of a form that is not too long, as it stands, in its other spellings, and without what its kind ignores."""
    if len(words(form)) <= MOST_PEELED:
        yield from dict.fromkeys((*tokenized(form, language), tuple(map(plain, bare(form, kind, language)))))


def _more(form: str, kind: str, language: str, prompt: PromptWords) -> Iterator[tuple[str, Words]]:
    """Yield what else a form that is no person may be called, each with the name of the reading."""
    if kind == "person":
        return
    for tokens in _tokens(form, kind, language):
        yield from (("of", swapped) for swapped in of_swapped(tokens, language))
        yield from (("head noun", rest) for rest in _without_head(tokens, prompt, language))
        if kind == "place":
            yield from (("head noun", rest) for rest in _without_kind(tokens, prompt, language))
            if len(tokens) > 1 and tokens[0] in words_of(language, "places"):
                yield "preposition", _without_article(tokens[1:], language)
            ends = table_of(language).place_ends
            yield from (("particle", (*tokens[:-1], rest)) for rest in without_end(tokens[-1], ends, 2))
        elif len(tokens) > 1 and tokens[0] in prompt.neutral and _is_named(words(form)[1:]):
            yield "preposition", _without_article(tokens[1:], language)
    yield from (("comma", swapped) for swapped in comma_swapped(form))
    yield from (("country", named) for named in _with_country(form, language))


def _is_named(rest: Words) -> bool:
    """Return whether what a preposition stands before is a name or a date, and not a word that it makes another word with: on time."""
    return any(word[:1].isupper() or has_digit(word) for word in rest)


def of_swapped(tokens: Words, language: str) -> Iterator[Words]:
    """Yield B A for A of B, without the articles of both."""
    joints = words_of(language, "of")
    for start in range(1, len(tokens)):
        for end in (start + 1, start + 2):
            if end < len(tokens) and " ".join(tokens[start:end]) in joints:
                yield _without_article(tokens[end:], language) + _without_article(tokens[:start], language)


def _without_article(tokens: Words, language: str) -> Words:
    return tokens[1:] if len(tokens) > 1 and tokens[0] in words_of(language, "articles") else tokens


def comma_swapped(text: str) -> Iterator[Words]:
    """Yield the folded words of B A for "A, B"."""
    before, _, after = map(str.strip, text.partition(","))
    if before and after and "," not in after:
        yield tuple(map(plain, (*words(after), *words(before))))


def _with_country(form: str, language: str) -> Iterator[Words]:
    """Yield the words of a city with the country that it lies in, joined or not: Tokyo Japan, Tokyo in Japan."""
    city = bare(form, "place", language)
    for country in countries_of_cities(language).get(" ".join(city).casefold(), ()):
        for joint in ((), words_of(language, "places")[:1]):
            yield tuple(map(plain, (*city, *joint, *words(country))))


def _without_head(tokens: Words, prompt: PromptWords, language: str) -> Iterator[Words]:
    """Yield a form without the nouns at its end that the prompt gives."""
    empty = {word for name in ("articles", "places", "of", "turning") for word in words_of(language, name)}
    for end in range(len(tokens) - 1, 0, -1):
        if tokens[end] not in prompt.heads:
            return
        rest = tokens[:end]
        if rest[-1] not in empty and sum(map(len, rest)) >= _LEAST_LEFT and not prompt.words.issuperset(rest):
            yield rest


def _without_kind(tokens: Words, prompt: PromptWords, language: str) -> Iterator[Words]:
    """Yield the name of a place without the word before it for what it is, if the prompt gives it: Lake Victoria is Victoria."""
    rest = tokens[1:]
    joined = rest and rest[0] in words_of(language, "of")
    if rest and not joined and tokens[0] in words_of(language, "kinds") and tokens[0] in prompt.heads and not prompt.words.issuperset(rest):
        yield rest


def without_end(word: str, ends: Words, least: int) -> Iterator[str]:
    """Yield a word without each of these ends, if enough letters are left."""
    return (word.removesuffix(end) for end in ends if word.endswith(end) and len(word) - len(end) >= least)


def _in_other_number(form: str, kind: str, language: str, prompt: PromptWords) -> Iterator[str]:
    """Yield the keys of a form with its last word in the other number, unless the prompt has that word."""
    tokens = tuple(map(plain, words(form)))
    if kind == "person" or len(tokens) > MOST_PEELED or is_numeral(tokens[-1], language):
        return
    for word in _numbers(tokens[-1], language):
        if word not in prompt.words:
            yield from broad_keys(" ".join((*tokens[:-1], word)), kind, language)


def _numbers(word: str, language: str) -> Iterator[str]:
    """Yield the plural of a noun, or its singular if it may be a plural."""
    for one, several in table_of(language).plurals:
        stem = word.removesuffix(several) if word.endswith(several) else ""
        least = _LEAST_LEFT if word.isascii() else _LEAST_LEFT - 1
        if len(stem + one) >= least and (one or not stem.endswith(("s", "u", "i"))):
            yield stem + one
        if len(word) >= least and word.endswith(one) and not word.endswith("s" if not one else several):
            yield word.removesuffix(one) + several


@lru_cache(maxsize=64)
def _texts_by_key(context: Context, kind: str) -> Mapping[str, frozenset[str]]:
    """Return the texts of a deck that are right or wrong somewhere, by each of their keys."""
    found: dict[str, set[str]] = {}
    for text in (*context.others, *(form for term in context.terms for form in (term.name, *term.also))):
        for key in known_broad_keys(text, kind, context.language):
            found.setdefault(key, set()).add(text)
    return {key: frozenset(texts) for key, texts in found.items()}


def is_rival(given: frozenset[str], context: Context, kind: str, own: frozenset[str]) -> bool:
    """Return whether a text with these keys is something else of the deck; `own` are the keys of the right answer."""
    index = _texts_by_key(context, kind)
    texts = {text for key in given for text in index.get(key, ())}
    return any(known_broad_keys(text, kind, context.language).isdisjoint(own) for text in texts)
