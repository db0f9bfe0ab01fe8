"""What a prompt says, and what of it may be said again with an answer: "Tokyo city" to "In which city ...?"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.domain.questions.numerals import is_numeral
from quizapp.domain.questions.question import GAP
from quizapp.domain.questions.readings import bare
from quizapp.domain.questions.tables import Words, base, table_of, words_of
from quizapp.domain.questions.text import plain, words

_LONGEST_RIVAL = 3
"""The most words of a text of the deck none of which may be said again with the answer to something else."""


@dataclass(frozen=True)
class PromptWords:
    """What a prompt says: all its `words`, folded; those that may be `repeated` with an answer; and `heads`, nouns that may be left out."""

    words: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


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
    barred |= set(words_of(language, "turning"))
    allowed = {word for word in everything - barred if len(word) > 1 and not is_numeral(word, language)}
    common = {low for word, low in zip(said, folded, strict=True) if not word[:1].isupper()} | little
    heads = everything if base(language) == "de" else common
    repeated = frozenset(allowed & common)
    if folded and folded[0] in words_of(language, "places"):  # In which war ...? In the First World War
        repeated |= set(words_of(language, "places"))
    return PromptWords(everything, repeated | _without_particles(repeated, language), frozenset(allowed & heads))


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
