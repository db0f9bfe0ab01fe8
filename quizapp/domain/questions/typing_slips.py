"""Whether a typed answer that was graded wrong may have been right after all.

Words may be said in a way that nobody foresaw. Numbers and dates are compared by their values, so what is graded wrong is wrong, unless a
finger slipped.
"""

from __future__ import annotations

from itertools import pairwise

from quizapp.domain.questions.gaps import by_value
from quizapp.domain.questions.question import Difference, Grade, Question

_ROW = "1234567890"
"""The digits in the order of a keyboard."""

_BESIDE = frozenset(frozenset(pair) for pair in pairwise(_ROW))


def is_typing_slip(given: str, right: str) -> bool:
    """Return whether two texts differ as one slip of the fingers makes them differ, in their digits alone.

    Two digits next to each other changed places, the key beside the right one was hit, or a digit was typed twice or only one time of two.
    """
    if len(given) == len(right):
        off = [place for place, (one, other) in enumerate(zip(given, right, strict=True)) if one != other]
        if len(off) == 1:
            return frozenset((given[off[0]], right[off[0]])) in _BESIDE
        return len(off) == 2 and off[1] == off[0] + 1 and _swapped(given[off[0] : off[1] + 1], right[off[0] : off[1] + 1])  # noqa: PLR2004
    longer, shorter = sorted((given, right), key=len, reverse=True)
    return any(one == other and one in _ROW and longer[:place] + longer[place + 1 :] == shorter for place, (one, other) in _pairs(longer))


def may_be_right(question: Question, grade: Grade) -> bool:
    """Return whether a typed response with this grade, which is not right, may have been right: for values only after a slip of typing."""
    parts = [part for part in grade.differences if part.kind in {"off", "gap"} and not part.ok]
    if not parts:
        return not all(map(by_value, question.judges))
    return any(_of_words(question, part) or is_typing_slip(part.given, part.right) for part in parts)


def _of_words(question: Question, part: Difference) -> bool:
    """Return whether a part of a response is judged by its words."""
    place = question.right.index(part.right) if part.kind == "gap" and part.right in question.right else 0
    return not by_value(question.judges[place]) if part.kind == "gap" else False


def _pairs(text: str) -> enumerate[tuple[str, str]]:
    return enumerate(pairwise(text))


def _swapped(given: str, right: str) -> bool:
    return given.isdigit() and given[::-1] == right
