"""Options to choose from: which of them look alike, and in what order they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from random import Random
from string import ascii_uppercase

from quizapp.domain.questions.inline import as_shown
from quizapp.domain.questions.loading import Fault, Place
from quizapp.domain.questions.moment import date_key
from quizapp.domain.questions.numbers import number_key
from quizapp.domain.questions.question import Context
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.text import look


def arranged(texts: Iterable[str], rng: Random, language: str) -> tuple[str, ...]:
    """Return options in an order that does not depend on which is right: numbers and dates ascending, others shuffled by `rng`."""
    options = sorted(set(texts))
    for key in (number_key, date_key):
        places = list(takewhile(lambda place: place is not None, (key(as_shown(option), language) for option in options)))
        if len(places) == len(options):
            return tuple(option for _, option in sorted(zip(places, options, strict=True)))
    return shuffled(options, rng)


def shuffled(texts: Iterable[str], rng: Random) -> tuple[str, ...]:
    """Return texts sorted by code points, then shuffled."""
    options = sorted(texts)
    rng.shuffle(options)
    return tuple(options)


def letter(texts: Sequence[str], text: str) -> str:
    """Return the letter of a text in a printed list. Raises ValueError if it is not in the list."""
    return ascii_uppercase[list(texts).index(text)]


def equal_options(options: Sequence[tuple[Place, str]]) -> Iterator[Fault]:
    """Yield a fault for each option that looks like an earlier one."""
    seen: set[str] = set()
    for place, text in options:
        if (seen_as := look(as_shown(text))) in seen:
            yield Fault("equal-options", place)
        seen.add(seen_as)


def right_among_wrong(right: Sequence[str], wrong: Iterable[tuple[Place, str]], context: Context) -> Iterator[Fault]:
    """Yield a fault for each wrong option that looks like a right one or names the same term of the deck."""
    looks = {look(as_shown(text)) for text in right}
    terms = {term for text in right if (term := term_of(as_shown(text), context))}
    for place, text in wrong:
        if look(as_shown(text)) in looks:
            yield Fault("answer-among-distractors", place)
        elif terms and term_of(as_shown(text), context) in terms:
            yield Fault("accepted-distractor", place)
