r"""The part of an answer that is required: in "[mutual defence] treaty", "treaty" may be left out.

Brackets are a notation, which learners never see. What was stored before they had a meaning is read literally: data of a deck say whether
there is a notation in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

_MOST_FORMS = 32
"""The most texts that an answer with required parts stands for."""

_MARKS = re.compile(r"\\(?P<literal>[\[\]])|(?<![^\W_])\[(?P<part>[^\[\]\\]*[^\W\d_][^\[\]\\]*)\](?![^\W_])")


@dataclass(frozen=True)
class WrittenAnswer:
    """An answer as its author wrote it: the text to be `shown`, the shorter texts that are right too, and the parts that are required."""

    shown: str
    shorter: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def read_answer(text: str) -> WrittenAnswer:
    r"""Return what an answer says whose required parts stand in brackets.

    Brackets mean that only around letters, beside other words: those of `array[0]`, `array[i]` and `[H+]` are part of the answer, and \[
    and \] always are.
    """
    marks = list(_MARKS.finditer(text))
    parts = tuple(mark["part"].strip() for mark in marks if mark["part"])
    rest = _MARKS.sub(" ", text)
    if not parts or re.search(r"[\[\]]", rest) or not re.search(r"[^\W\d_]", rest):
        return WrittenAnswer(re.sub(r"\\([\[\]])", r"\1", text))
    shown = _MARKS.sub(lambda mark: mark["literal"] or mark["part"], text)
    choices = [[part] if place % 2 else list(_trimmed(part, place, len(parts))) for place, part in enumerate(_stretches(text, marks))]
    texts = (" ".join(" ".join(pieces).split()) for pieces in product(*choices))
    shorter = [one for one in dict.fromkeys(texts) if one != shown]
    return WrittenAnswer(shown, tuple(shorter[:_MOST_FORMS]), parts)


def _stretches(text: str, marks: Sequence[re.Match[str]]) -> list[str]:
    """Return what is free and what is required, in turn, beginning and ending with what is free."""
    found, start = [""], 0
    for mark in marks:
        found[-1] += text[start : mark.start()] + (mark["literal"] or "")
        found += [mark["part"], ""] if mark["part"] else []
        start = mark.end()
    found[-1] += text[start:]
    return found


def _trimmed(free: str, place: int, count: int) -> Iterator[str]:
    """Yield a stretch of free words, and what is left when words are left out, those farthest from a required part first.

    Between two required parts all are there or none.
    """
    words = free.split()
    if 0 < place < 2 * count:
        yield from (free, "") if words else ("",)
    elif place:
        yield from (" ".join(words[:end]) for end in range(len(words), -1, -1))
    else:
        yield from (" ".join(words[start:]) for start in range(len(words) + 1))
