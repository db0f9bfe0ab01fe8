"""Which texts of a deck say the right answer to one of its questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from quizapp.domain.questions.inline import as_shown
from quizapp.domain.questions.question import GAP, Context, Question
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.text import plain, words
from quizapp.domain.reading.deck import Deck
from quizapp.domain.reading.passages import OPENERS, UNSPACED

POSSESSIVE = re.compile(r"['’]s\b")
ACRONYM = 4
"""The longest name in capitals that is not compared as a word: US, WHO."""


def says(text: str, forms: Iterable[str]) -> str:
    """Return the first of several forms whose words appear in a text, or nothing. Words without meaning of their own are skipped."""
    return next((form for form in forms if _stands_in(form, text)), "")


def says_alone(text: str, forms: Iterable[str], wrong: Iterable[str]) -> str:
    """Return the same, unless the text also names something wrong: one of two alternatives gives nothing away."""
    said = says(text, forms)
    return "" if said and says(text, (*wrong, f"or {said}", f"{said} or")) else said


def accepted(question: Question, deck: Deck) -> tuple[tuple[str, ...], ...]:
    """Return the forms of each right answer that a text can give away, including those of the term it names."""
    terms = [term_of(forms[0], Context(deck.language, terms=deck.terms)) for forms in question.forms]
    names = [(term.name, *term.also) if term else () for term in terms]
    return tuple((*map(as_shown, forms), *more) for forms, more in zip(question.forms, names, strict=True))


def shown_prompt(question: Question) -> str:
    """Return what a learner reads of a prompt, without its gaps."""
    return as_shown(question.shown).replace(GAP, " ... ")


def printed_by(deck: Deck) -> Mapping[str, frozenset[str]]:
    """Return, for each question whose right answer the prompts of others print, those others, by their keys.

    A form is compared only with the prompts that have its rarest word, or letters of a script without spaces if it is in one.
    """
    prompts = {key: shown_prompt(question) for key, question in deck.questions.items()}
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for key, prompt in prompts.items():
        for word in tokens(prompt):
            holding[word].add(key)
    unspaced = {key for key, prompt in prompts.items() if UNSPACED.search(prompt)}

    def near(form: str) -> set[str]:
        return unspaced if UNSPACED.search(form) else min((holding[word] for word in tokens(form)), key=len, default=set())

    found = {}
    for key, question in deck.questions.items():
        wrong = tuple(map(as_shown, question.wrong))
        pairs = ((other, form) for right in accepted(question, deck) for form in right for other in near(form) if other != key)
        others = frozenset(other for other, form in pairs if says_alone(prompts[other], [form], wrong))
        if others:
            found[key] = others
    return found


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared, without the s of a possessive."""
    return tuple(plain(word) for word in words(POSSESSIVE.sub("", text)))


@lru_cache(maxsize=65536)
def _joined(text: str, between: str) -> str:
    return between.join(("", *tokens(text), ""))


def _stands_in(form: str, text: str) -> bool:
    if form.isupper() and len(form) <= ACRONYM:
        return re.search(rf"\b{re.escape(form)}\b", text) is not None
    wanted = tokens(form)
    if all(word in OPENERS or (len(word) == 1 and word.isascii() and word.isalpha()) for word in wanted):
        return False
    between = "" if UNSPACED.search(form) else " "
    return _joined(form, between) in _joined(text, between)
