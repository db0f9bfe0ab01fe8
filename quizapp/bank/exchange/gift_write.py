"""Writes GIFT, with prompts as Markdown if they are more than plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quizapp.bank.exchange.markup import portable
from quizapp.bank.exchange.notices import Exported
from quizapp.bank.exchange.outgoing import FormatScope, OutgoingQuestion, Writer
from quizapp.bank.exchange.weighted import percents
from quizapp.domain.questions.numbers import shown
from quizapp.domain.reading.deck import Deck
from quizapp.domain.reading.richtext import plain

MISTAKES = frozenset(["answer", "mistakes"])
FORM = FormatScope(
    keeps={
        "multiple_choice": frozenset(["answer", "distractors"]),
        "multiple_answer": frozenset(["answers", "distractors"]),
        "true_false": frozenset(["answer"]),
        "short_answer": MISTAKES | {"accept"},
        "numeric": MISTAKES | {"tolerance"},
        "date": MISTAKES,
        "matching": frozenset(["pairs", "distractors"]),
    },
    becomes={"date": "short_answer"},
)


def export(deck: Deck) -> Exported:
    """Return a deck as a GIFT file, by category, and what GIFT cannot express."""
    kept, losses = FORM.split(deck)
    parts, category = [], ""
    for item in sorted(kept, key=lambda item: item.category):
        if item.category != category:
            category = item.category
            parts.append(f"$CATEGORY: {category.replace('/', '//')}")
        parts.append(_question(item))
    return Exported(("\n\n".join(parts) + "\n").encode(), tuple(losses))


def _question(item: OutgoingQuestion) -> str:
    general = f"####{_safe(item.why)}" if item.why else ""
    form = "[markdown]" if any(plain(text) != text for text in _markdown(item)) else "[plain]"
    return f"::{_safe(item.id)}::{form}{_safe(portable(item.question.prompt))} {{{WRITERS[item.type](item)}{general}}}"


def _markdown(item: OutgoingQuestion) -> Iterable[str]:
    """Yield the texts of a question that are Markdown."""
    question: Any = item.question
    yield question.prompt
    yield item.why
    for entry in (*(getattr(question, "distractors", None) or ()), *(getattr(question, "choices", None) or ())):
        yield from (entry.text, entry.feedback or "")
    yield from (mistake.feedback or "" for mistake in getattr(question, "mistakes", None) or ())
    yield from (left for left, _ in getattr(question, "pairs", ()))
    yield from question.right if item.type.startswith("multiple") else ()


def _safe(text: str) -> str:
    """Return a text with escapes, on one line."""
    shielded = "".join(f"\\{char}" if char in "~=#{}:\\" else char for char in text)
    return shielded.replace("\n", "\\n")


def _line(sign: str, text: str, feedback: str | None = None) -> str:
    return f"\n\t{sign}{_safe(text)}{f'#{_safe(feedback)}' if feedback else ''}"


def _choice(item: OutgoingQuestion) -> str:
    question: Any = item.question
    feedback = {entry.text: entry.feedback for entry in question.choices or question.distractors}
    return "".join(_line("=" if text in question.right else "~", portable(text), feedback.get(text)) for text in question.options) + "\n"


def _answers(item: OutgoingQuestion) -> str:
    question: Any = item.question
    entries = [*((text, None) for text in question.answers), *((entry.text, entry.feedback) for entry in question.distractors)]
    marks = percents(len(question.answers), len(question.distractors))
    return "".join(_line(f"~%{mark}%", portable(text), feedback) for mark, (text, feedback) in zip(marks, entries, strict=True)) + "\n"


def _truth(item: OutgoingQuestion) -> str:
    return "TRUE" if item.question.right == ("true",) else "FALSE"


def _mistakes(question: Any) -> str:
    return "".join(_line("=%0%", mistake.text, mistake.feedback) for mistake in question.mistakes or ())


def _short(item: OutgoingQuestion) -> str:
    question: Any = item.question
    return "".join(_line("=", form) for form in question.expected.forms) + _mistakes(question) + "\n"


def _numeric(item: OutgoingQuestion) -> str:
    amount = item.question.expected  # type: ignore[attr-defined]
    tolerance = f":{shown(amount.tolerance)}" if amount.tolerance else ""
    return f"#\n\t={shown(amount.value)}{tolerance}" + _mistakes(item.question) + "\n"


def _date(item: OutgoingQuestion) -> str:
    return _line("=", item.question.right[0]) + _mistakes(item.question) + "\n"


def _matching(item: OutgoingQuestion) -> str:
    question: Any = item.question
    pairs = [(left, right) for left, right in question.pairs] + [("", entry.text) for entry in question.distractors or ()]
    return "".join(f"\n\t={_safe(portable(left))} -> {_safe(right)}" for left, right in pairs) + "\n"


WRITERS: Mapping[str, Writer] = {
    "multiple_choice": _choice,
    "multiple_answer": _answers,
    "true_false": _truth,
    "short_answer": _short,
    "numeric": _numeric,
    "date": _date,
    "matching": _matching,
}
