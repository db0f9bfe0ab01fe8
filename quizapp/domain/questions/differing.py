"""Differences: between a response and the right answer, between two texts word by word, and between two sets of files line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from itertools import chain, takewhile
from typing import Literal

from quizapp.domain.questions.question import Difference
from quizapp.domain.questions.text import plain

_RANGE = " – "
"""The separator of the two ends of a range of dates, as `Moment.text` writes it."""

_DATED: Mapping[str, Literal["years", "months", "days"]] = {"years": "years", "months": "months", "days": "days"}
"""The subjects of a difference between dates."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of text that is in both texts, or only in the old or the new one."""

    kind: Literal["same", "old", "new"]
    text: str


def words(old: str, new: str) -> list[TextPiece]:
    """Return two texts merged into one, with the words that are in only one of them marked."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found = []
    for kind, start, end, first, last in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(TextPiece("same", "".join(before[start:end])))
            continue
        parts = (TextPiece("old", "".join(before[start:end])), TextPiece("new", "".join(after[first:last])))
        found += [part for part in parts if part.text]
    return found


def lines(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that differs, with its unified diff."""
    for name in sorted({*old, *new}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            found = unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
            yield name, "\n".join(found)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was typed and what is right: stretches found only in the first are old, stretches found only in the second are new."""

    given: tuple[TextPiece, ...]
    right: tuple[TextPiece, ...]


def proof(given: str, right: str, differences: Sequence[Difference], *, almost: bool) -> Proof:
    """Compare a typed text with the right one: letter by letter if it is an `almost` right spelling, otherwise by its differences.

    Dates and numbers are shown as they were read, one end at a time, so that only the wrong part is marked; any other text is marked whole.
    """
    off = [difference for difference in differences if difference.kind == "off"]
    if off and off[0].subject not in _DATED:
        return _amounts(given, right, off[0])
    if off:
        return _dates(right, {difference.right: difference.given for difference in reversed(off)})
    slips = [difference for difference in differences if difference.kind == "word"]
    return _slipped(given, right, slips) if almost else _apart(given, right)


def _slipped(given: str, right: str, slips: Sequence[Difference]) -> Proof:
    """Compare two texts letter by letter in the words that slipped; a right answer that was typed in another form is left unmarked."""
    typed = _within(given, {slip.given: slip.right for slip in slips}, "old") if slips else None
    if typed is None:
        return Proof(_marked(given, right, "old"), _marked(right, given, "new"))
    shown = _within(right, {slip.right: slip.given for slip in slips}, "new")
    return Proof(typed, shown or (TextPiece("same", right),))


def _within(text: str, others: Mapping[str, str], kind: Literal["old", "new"]) -> tuple[TextPiece, ...] | None:
    """Return a text with each of some words marked where it differs from another one, None if a word does not stand in the text."""
    parts = re.split(f"({'|'.join(map(re.escape, others))})", text)
    if not set(others) <= set(parts):
        return None
    pieces = (_marked(part, others[part], kind) if part in others else (TextPiece("same", part),) for part in parts if part)
    return tuple(chain.from_iterable(pieces))


def _apart(given: str, right: str) -> Proof:
    return Proof((TextPiece("old", given),), (TextPiece("same", right),))


def _amounts(given: str, right: str, off: Difference) -> Proof:
    """Compare two numbers digit by digit if they have equally many, both with the unit of the right one."""
    if len(off.given) != len(off.right):
        return _apart(given, right)
    unit = right.removeprefix(off.right) if right.startswith(off.right) else ""
    rest = (TextPiece("same", unit),) if unit else ()
    return Proof((*_marked(off.given, off.right, "old"), *rest), (*_marked(off.right, off.given, "new"), *rest))


def _dates(right: str, given: Mapping[str, str]) -> Proof:
    """Compare a date or both ends of a range; `given` maps each end that is wrong to what was typed."""
    typed: list[TextPiece] = []
    shown: list[TextPiece] = []
    for place, end in enumerate(right.split(_RANGE)):
        between = [TextPiece("same", _RANGE)] * bool(place)
        instead = given.get(end)
        typed += [*between, *(_marked(instead, end, "old") if instead else [TextPiece("same", end)])]
        shown += [*between, *(_marked(end, instead, "new") if instead else [TextPiece("same", end)])]
    return Proof(tuple(typed), tuple(shown))


def _marked(text: str, other: str, kind: Literal["old", "new"]) -> tuple[TextPiece, ...]:
    """Split a text into the part that differs from another one and their common beginning and end."""
    head = _alike(text, other)
    end = len(text) - _alike(text[head:][::-1], other[head:][::-1])
    pieces = (TextPiece("same", text[:head]), TextPiece(kind, text[head:end]), TextPiece("same", text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def _alike(text: str, other: str) -> int:
    """Return how many characters two texts have in common at the beginning, as the grader compares them."""
    return sum(1 for _ in takewhile(lambda pair: plain(pair[0]) == plain(pair[1]), zip(text, other, strict=False)))


@dataclass(frozen=True, slots=True)
class Distance:
    """How wrong a date is: by `apart` years, months or days, negative if it is too early; or which end of a range is wrong."""

    code: Literal["years", "months", "days", "beginning", "end"]
    apart: int = 0


def distance(right: str, differences: Sequence[Difference]) -> Distance | None:
    """Return how far a date is from the right one, or which end of a range is wrong if the other is right; otherwise None."""
    off = [difference for difference in differences if difference.kind == "off" and difference.subject in _DATED]
    if len(off) != 1:
        return None
    ends = right.split(_RANGE)
    if len(ends) > 1:
        return Distance("beginning" if off[0].right == ends[0] else "end")
    return Distance(_DATED[off[0].subject], off[0].apart) if off[0].apart else None
