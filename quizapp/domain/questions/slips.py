"""Slips of the pen: how far two texts are apart, and how much of that is forgiven."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from quizapp.domain.questions.question import Difference
from quizapp.domain.questions.readings import Words
from quizapp.domain.questions.text import letters, plain

_MOST_SLIPS = 2

Slips = tuple[Difference, ...]


def compared(right: Words, typed: Words) -> Slips:
    """Return the words that slipped, or none if more slipped in a word or in all than is forgiven."""
    pairs = zip(right, typed, strict=True)
    slips = tuple(Difference("word", word, given, word, ok=False) for word, given in pairs if _distance(word, given))
    forgiven = all(_distance(slip.right, slip.given) <= allowed(slip.right) for slip in slips)
    return slips if forgiven and cost(slips) <= _MOST_SLIPS else ()


def allowed(word: str) -> int:
    """Return how many slips are forgiven in a word of the right answer: one from 5 letters, two from 9."""
    count = letters(word)
    return (count >= 5) + (count >= 9)  # noqa: PLR2004 - the rule itself


def _distance(word: str, other: str) -> int:
    """Count the letters that are added, missing, replaced or swapped."""
    return OSA.distance(plain(word), plain(other))


def cost(slips: Slips) -> int:
    """Return how many letters slipped in all."""
    return sum(_distance(slip.right, slip.given) for slip in slips)
