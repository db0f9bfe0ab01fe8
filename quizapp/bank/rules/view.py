"""What the rules check, and how they compare texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizapp.bank.build import Compiled
from quizapp.bank.problems import FilePlace
from quizapp.bank.source import DeckFiles
from quizapp.domain.questions.inline import as_shown
from quizapp.domain.questions.question import GAP, Question
from quizapp.domain.questions.text import plain, words
from quizapp.domain.reading.deck import Deck, Fact
from quizapp.domain.reading.passages import OPENERS, UNSPACED

POSSESSIVE = re.compile(r"['’]s\b")
ACRONYM = 4
"""The longest name in capitals that is not compared as a word: US, WHO."""


@dataclass(frozen=True)
class View:
    """A deck, as far as it could be made, with its files."""

    source: DeckFiles
    compiled: Compiled

    @property
    def deck(self) -> Deck:
        """The deck."""
        return self.compiled.deck

    def facts(self) -> Iterator[tuple[Fact, FilePlace]]:
        """Yield every fact and its place."""
        return ((fact, self.compiled.facts[fact.id]) for fact in self.deck.facts)

    def questions(self) -> Iterator[tuple[Fact, Question, FilePlace]]:
        """Yield every question, its fact, and its place."""
        for fact in self.deck.facts:
            for question in fact.questions:
                yield fact, question, self.compiled.questions[str(question.id)]


def says(text: str, forms: Iterable[str]) -> str:
    """Return the first of several forms whose words appear in a text, or nothing. Words without meaning of their own are skipped."""
    return next((form for form in forms if _stands_in(form, text)), "")


def _stands_in(form: str, text: str) -> bool:
    if form.isupper() and len(form) <= ACRONYM:
        return re.search(rf"\b{re.escape(form)}\b", text) is not None
    wanted = tokens(form)
    if all(word in OPENERS or (len(word) == 1 and word.isascii() and word.isalpha()) for word in wanted):
        return False
    if UNSPACED.search(form):
        return "".join(wanted) in "".join(tokens(text))
    return f" {' '.join(wanted)} " in f" {' '.join(tokens(text))} "


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared, without the s of a possessive."""
    return tuple(plain(word) for word in words(POSSESSIVE.sub("", text)))


def shown_prompt(question: Question) -> str:
    """Return what a learner reads of a prompt, without its gaps."""
    return as_shown(question.shown).replace(GAP, " ... ")
