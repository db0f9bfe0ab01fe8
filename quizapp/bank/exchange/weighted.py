"""Turns answers with marks, as in Moodle's formats, into the keys of a question; marks other than right and wrong are noted as lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from quizapp.domain.questions.numbers import number_key, shown

FULL = 99.9
"""The marks, in percent, from which an answer is right; thirds are written 33.33333."""

MOST_DIGITS = 100
"""Larger powers of ten, and longer numbers, are refused: written out they would fill the memory."""

Note = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer: its text, its marks in percent, its feedback, and how far a number may be off."""

    text: str
    marks: float = 0.0
    feedback: str = ""
    tolerance: str = ""


def choice(options: Sequence[Marked], note: Note, *, single: bool) -> dict[str, Any]:
    """Return the keys of multiple_choice, or of multiple_answer if several options are right. `note` is called with what is lost."""
    full = [option for option in options if option.marks >= FULL]
    right = full if single and full else [option for option in options if option.marks > 0]
    among = frozenset(right)
    wrong = [option for option in options if option not in among]
    if any(option.marks > 0 for option in wrong) or len({round(option.marks) for option in right}) > 1:
        note("weights-left-out")
    distractors = [_entry(option) for option in wrong]
    if len(right) == 1:
        why = right[0].feedback
        return {"type": "multiple_choice", "answer": right[0].text, "distractors": distractors, "why": why}
    if single and right:
        note("several-right")
    if any(option.feedback for option in right):
        note("feedback-left-out")
    return {"type": "multiple_answer", "answers": [option.text for option in right], "distractors": distractors}


def short(options: Sequence[Marked], note: Note) -> dict[str, Any]:
    """Return the keys of short_answer; answers without marks become known mistakes if they have feedback."""
    plain = [option for option in options if "*" not in option.text]
    for option in options:
        if "*" in option.text:
            note("pattern-left-out", text=option.text)
    right = [option for option in plain if option.marks >= FULL]
    if any(0 < option.marks < FULL for option in plain):
        note("weights-left-out")
    first, *others = right or [Marked("")]
    mistakes = [_entry(option) for option in plain if option.marks <= 0 and option.feedback]
    return {
        "type": "short_answer",
        "answer": first.text,
        "accept": [option.text for option in others],
        "mistakes": mistakes,
        "why": first.feedback,
    }


def numeric(options: Sequence[Marked], note: Note, language: str) -> dict[str, Any]:
    """Return the keys of numeric: the first right number with its tolerance."""
    right = [option for option in options if option.marks >= FULL]
    if any(0 < option.marks < FULL for option in options):
        note("weights-left-out")
    if right[1:]:
        note("one-number")
    first = right[0] if right else Marked("")
    mistakes = [
        _entry(Marked(local(option.text, language), 0, option.feedback)) for option in options if option.marks <= 0 < len(option.feedback)
    ]
    tolerance = "" if exact(first.tolerance) == 0 else local(first.tolerance, language)
    return {"type": "numeric", "answer": local(first.text, language), "tolerance": tolerance, "mistakes": mistakes, "why": first.feedback}


def exact(text: str) -> Fraction | None:
    """Return a number written with a decimal point, or None if the text is not one, or is longer than any."""
    if len(text) > MOST_DIGITS:
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) < MOST_DIGITS else None


def local(text: str, language: str) -> str:
    """Return a number written with a decimal point in the notation of a language, with the same value."""
    value = exact(text)
    if value is None or number_key(text, language) == value:
        return text.strip()
    return text.strip().replace(".", ",")


def middle(low: str, high: str) -> tuple[str, str]:
    """Return the middle of a range and how far its ends are from it."""
    ends = exact(low), exact(high)
    if ends[0] is None or ends[1] is None:
        return "", ""
    return shown((ends[0] + ends[1]) / 2), shown(abs(ends[1] - ends[0]) / 2)


def moved_feedback(raw: dict[str, Any], general: str, note: Note) -> dict[str, Any]:
    """Make the general feedback the explanation, or the feedback for the right answer if there is none."""
    own = raw.get("why", "")
    if general and own and own != general:
        note("feedback-left-out")
    return {**raw, "why": general or own}


def _entry(option: Marked) -> Any:
    return {"text": option.text, "feedback": option.feedback} if option.feedback else option.text


def percents(right: int, wrong: int) -> Iterator[str]:
    """Yield the marks of several right options, then of the wrong ones, each of which costs as much as a right one earns."""
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    yield from [share] * right
    yield from [f"-{share}"] * wrong
