"""What a prompt says, and what of it may be said again with an answer: "Tokyo city" to "In which city ...?"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.questions.numerals import is_numeral
from quizapp.domain.questions.question import GAP
from quizapp.domain.questions.readings import bare
from quizapp.domain.questions.tables import Words, base, rows, table_of, words_of
from quizapp.domain.questions.text import plain, words

_LEAST_VERB = 3
"""The fewest letters of a verb that has other forms with other endings."""

_LONGEST_RIVAL = 3
"""The most words of a text of the deck none of which may be said again with the answer to something else."""


@dataclass(frozen=True)
class PromptWords:
    """What a prompt says: all its `words`, folded; those that may be `repeated` with an answer; and `heads`, nouns that may be left out.

    If it does not ask who or what does something, `predicates` are those of the repeated words that a subject may stand before. If it asks
    when or where, `neutral` are the prepositions that say no more than that, and `names` what may be repeated as well beside a predicate.
    """

    words: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    neutral: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def read_prompt(text: str, forms: Words, rivals: Iterable[str], language: str) -> PromptWords:
    """Return what a prompt says to which the right answer has these forms.

    Nothing may be repeated or left out if the prompt has the right answer itself, as "legal or illegal?" has. Words of short rivals may
    never, nor do numbers, words that turn the meaning, and words with a capital letter, which are names; but in German all nouns have one.
    """
    said = words(text.replace(GAP, " . "))
    folded = tuple(map(plain, said))
    everything = frozenset(folded)
    if any(_stands_in(tuple(map(plain, reading)), folded) for form in forms for reading in (words(form), bare(form, "term", language))):
        return PromptWords(everything)
    little = {word for name in ("articles", "places", "of", "kinds") for word in words_of(language, name)}
    barred = _words_of_rivals(rivals) - {word for form in forms for word in map(plain, words(form))} - little
    barred |= set(words_of(language, "turning")) | (set(words_of(language, "agents")) - set(folded[:1]))
    allowed = {word for word in everything - barred if len(word) > 1 and not is_numeral(word, language)}
    common = {low for word, low in zip(said, folded, strict=True) if not word[:1].isupper()} | little
    heads = everything if base(language) == "de" else common
    repeated = frozenset(allowed & common)
    circumstance = folded[:1] and folded[0] in {*words_of(language, "circumstances"), *words_of(language, "places")}
    predicates: frozenset[str] = frozenset()
    if circumstance or not everything.isdisjoint(words_of(language, "auxiliaries")):
        forms_of_verbs = frozenset(_forms_of_verbs(repeated, language)) - barred
        repeated |= forms_of_verbs
        predicates = repeated - little
    if folded and folded[0] in words_of(language, "places"):  # In which war ...? In the First World War
        repeated |= set(words_of(language, "places"))
    repeated |= set(folded[:1]) & set(words_of(language, "agents"))  # By whom ...? By Brutus
    return PromptWords(
        words=everything,
        repeated=repeated | _without_particles(repeated, language),
        heads=frozenset(allowed & heads),
        predicates=predicates,
        neutral=frozenset(words_of(language, "neutral") if circumstance else ()),
        names=frozenset((allowed - common) | set(words_of(language, "subjects")) if circumstance else ()),
    )


def _forms_of_verbs(said: frozenset[str], language: str) -> Iterator[str]:
    """Yield the other forms of the verbs that are said."""
    ends = table_of(language).verb_ends
    for word in said:
        yield from _listed_verbs(language).get(word, ())
        yield from (word.removesuffix(one) + other for one, other in ends if word.endswith(one) and len(word) >= _LEAST_VERB)


@lru_cache(maxsize=64)
def _listed_verbs(language: str) -> Mapping[str, Words]:
    """Return the verbs of the table: all forms of one by each of them."""
    return {form: forms for forms in rows(words_of(language, "verbs")) for form in forms}


def _words_of_rivals(rivals: Iterable[str]) -> set[str]:
    short = (named for named in map(words, rivals) if len(named) <= _LONGEST_RIVAL)
    return {plain(word) for named in short for word in named}


def _stands_in(form: Words, prompt: Words) -> bool:
    """Return whether the words of a form stand together in a prompt; of a script without capitals, whether its letters do."""
    text = "".join(form)
    if text.upper() == text and not text.isascii():
        return text in "".join(prompt)
    return any(prompt[start : start + len(form)] == form for start in range(len(prompt) - len(form) + 1))


def _without_particles(said: frozenset[str], language: str) -> frozenset[str]:
    ends = table_of(language).particles
    return frozenset(word.removesuffix(end) for word in said for end in ends if word.endswith(end) and len(word) > len(end) + 1)
