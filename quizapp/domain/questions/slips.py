"""Misspellings: how far two texts are apart, and how much of that is forgiven.

Letters alone cannot tell a slip from another word: ships is as near to chips as chipss is. So a word of the language is forgiven only as
another form or spelling of the right one. Names are in no lexicon; they allow fewer slips.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from rapidfuzz.distance import OSA

from quizapp.domain.questions.question import Context, Difference
from quizapp.domain.questions.readings import Words, orders
from quizapp.domain.questions.spellings import is_another_word
from quizapp.domain.questions.text import compact, has_digit, letters, plain

_MOST_SLIPS = 2
_MOST_SLIPS_OF_A_NAME = 1
_NAMES = frozenset({"person", "place"})

Slips = tuple[Difference, ...]


def nearest(rights: Iterable[Words], typed: Words, kind: str, context: Context) -> Slips:
    """Return the forgiven slips from the right words that typed ones are nearest to; none if they are not a slip of any."""
    found = (compared(right, order, kind, context) for right in rights if _comparable(right, typed) for order in orders(typed, kind))
    return min(filter(None, found), key=cost, default=())


def compared(right: Words, typed: Words, kind: str, context: Context) -> Slips:
    """Return the words that slipped, or none if more slipped in a word or in all than is forgiven, or one became another word."""
    pairs = zip(right, typed, strict=True)
    slips = tuple(Difference("word", word, given, word, ok=False) for word, given in pairs if _distance(word, given))
    if sum(_weight(slip, kind) for slip in slips) > _MOST_SLIPS or not all(_forgiven(slip, kind) for slip in slips):
        return ()
    return () if kind != "person" and any(is_another_word(slip.right, slip.given, context) for slip in slips) else slips


def allowed(word: str) -> int:
    """Return how many slips are forgiven in a word of the right answer: one from 5 letters, two from 9."""
    count = letters(word)
    return (count >= 5) + (count >= 9)  # noqa: PLR2004 - the rule itself


def cost(slips: Slips) -> int:
    """Return how many letters slipped in all."""
    return sum(_distance(slip.right, slip.given) for slip in slips)


def is_closer(typed: Words, others: Iterable[frozenset[str]], distance: int) -> bool:
    """Return whether typed words are closer than `distance` to a key of other texts."""
    given = compact(tuple(map(plain, typed)))
    return any(OSA.distance(given, key) < distance for keys in others for key in keys)


def _comparable(right: Words, typed: Words) -> bool:
    return len(right) == len(typed) and not any(map(has_digit, right + typed))


def _forgiven(slip: Difference, kind: str) -> bool:
    """Return whether the letters of a word are few enough; a person's name begins with its own."""
    own = kind != "person" or plain(slip.right)[:1] == plain(slip.given)[:1]
    most = _MOST_SLIPS_OF_A_NAME if kind in _NAMES else _MOST_SLIPS
    return own and _weight(slip, kind) <= min(most, allowed(slip.right))


def _distance(word: str, other: str) -> int:
    """Count the letters that are added, missing, replaced or swapped."""
    return OSA.distance(plain(word), plain(other))


def _weight(slip: Difference, kind: str) -> float:
    """Return what a slip counts: in a name, a letter that is double instead of single, or single instead of double, is half a slip."""
    distance = _distance(slip.right, slip.given)
    return _halved(plain(slip.right), plain(slip.given)) if kind in _NAMES and distance <= _MOST_SLIPS else distance


def _halved(word: str, other: str) -> float:
    """Return the distance of two words if adding or leaving out the second of two equal letters is half a slip.

    It is the dynamic programme of the optimal string alignment distance, with the row before last kept for swapped letters.
    """
    down, across = _steps(word), _steps(other)
    before: list[float] = []
    row = [0.0, *accumulate(across)]
    for place, letter in enumerate(word):
        now = [row[0] + down[place]]
        for column, given in enumerate(other):
            paths = [row[column] + (letter != given), row[column + 1] + down[place], now[column] + across[column]]
            if place and column and (letter, word[place - 1]) == (other[column - 1], given):
                paths.append(before[column - 1] + 1)
            now.append(min(paths))
        before, row = row, now
    return row[-1]


def _steps(word: str) -> list[float]:
    """Return what it costs to add or leave out each letter; a third of the same is no longer double."""
    before = zip(word, " " + word, "  " + word, strict=False)
    return [0.5 if letter == left and letter != further else 1.0 for letter, left, further in before]
