"""Writes Moodle XML; texts are Markdown, which Moodle can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizapp.bank.exchange.markup import portable
from quizapp.bank.exchange.notices import Exported
from quizapp.bank.exchange.outgoing import FormatScope, OutgoingQuestion
from quizapp.bank.exchange.weighted import percents
from quizapp.domain.questions.numbers import shown
from quizapp.domain.reading.deck import Deck

MISTAKES = frozenset(["answer", "mistakes"])
FORM = FormatScope(
    keeps={
        "multiple_choice": frozenset(["answer", "distractors"]),
        "multiple_answer": frozenset(["answers", "distractors"]),
        "true_false": frozenset(["answer"]),
        "short_answer": MISTAKES | {"accept"},
        "numeric": MISTAKES | {"tolerance", "unit"},
        "date": MISTAKES,
        "matching": frozenset(["pairs", "distractors"]),
    },
    becomes={"date": "short_answer"},
    everywhere=frozenset(["hint", "tags"]),
)


def export(deck: Deck) -> Exported:
    """Return a deck as Moodle XML, by category, and what it cannot express."""
    kept, losses = FORM.split(deck)
    root, category = Element("quiz"), ""
    for item in sorted(kept, key=lambda item: item.category):
        if item.category != category:
            category = item.category
            _text(SubElement(SubElement(root, "question", type="category"), "category"), f"$course$/top/{category.replace('/', '//')}")
        _question(root, item)
    indent(root)
    return Exported(tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n", tuple(losses))


def _text(parent: Element, text: str, form: str = "") -> Element:
    if form:
        parent.set("format", form)
    SubElement(parent, "text").text = text
    return parent


def _question(root: Element, item: OutgoingQuestion) -> None:
    name, write = WRITERS[item.type]
    question = SubElement(root, "question", type=name)
    _text(SubElement(question, "name"), item.id)
    _text(SubElement(question, "questiontext"), portable(item.question.prompt), "markdown")
    if item.why:
        _text(SubElement(question, "generalfeedback"), item.why, "markdown")
    write(question, item.question)
    if item.question.hint:
        _text(SubElement(question, "hint"), portable(item.question.hint), "markdown")
    if item.question.tags:
        tags = SubElement(question, "tags")
        for tag in item.question.tags:
            _text(SubElement(tags, "tag"), tag)


def _answer(question: Element, text: str, marks: str, *, feedback: str | None = None, form: str = "moodle_auto_format") -> Element:
    answer = _text(SubElement(question, "answer", fraction=marks), text, form)
    if feedback:
        _text(SubElement(answer, "feedback"), feedback, "markdown")
    return answer


def _choice(element: Element, question: Any) -> None:
    SubElement(element, "single").text = "true"
    SubElement(element, "shuffleanswers").text = "false" if question.choices else "true"
    feedback = {entry.text: entry.feedback for entry in question.choices or question.distractors}
    for text in question.options:
        marks = "100" if text in question.right else "0"
        _answer(element, portable(text), marks, feedback=feedback.get(text), form="markdown")


def _answers(element: Element, question: Any) -> None:
    SubElement(element, "single").text = "false"
    entries = [*((text, None) for text in question.answers), *((entry.text, entry.feedback) for entry in question.distractors)]
    marks = percents(len(question.answers), len(question.distractors))
    for mark, (text, feedback) in zip(marks, entries, strict=True):
        _answer(element, portable(text), mark, feedback=feedback, form="markdown")


def _truth(element: Element, question: Any) -> None:
    for text in ("true", "false"):
        _answer(element, text, "100" if text in question.right else "0")


def _short(element: Element, question: Any) -> None:
    _typed(element, question, question.expected.forms)


def _date(element: Element, question: Any) -> None:
    _typed(element, question, question.right)


def _typed(element: Element, question: Any, forms: Iterable[str]) -> None:
    SubElement(element, "usecase").text = "0"
    for form in forms:
        _answer(element, form, "100")
    _mistakes(element, question)


def _mistakes(element: Element, question: Any) -> None:
    for mistake in question.mistakes or ():
        _answer(element, mistake.text, "0", feedback=mistake.feedback)


def _numeric(element: Element, question: Any) -> None:
    amount = question.expected
    SubElement(_answer(element, shown(amount.value), "100"), "tolerance").text = shown(amount.tolerance)
    _mistakes(element, question)
    if question.unit:
        units = SubElement(element, "units")
        for name in question.unit:
            unit = SubElement(units, "unit")
            SubElement(unit, "multiplier").text = "1"
            SubElement(unit, "unit_name").text = name


def _matching(element: Element, question: Any) -> None:
    SubElement(element, "shuffleanswers").text = "true"
    for left, right in (*question.pairs, *(("", entry.text) for entry in question.distractors or ())):
        _text(SubElement(_text(SubElement(element, "subquestion"), portable(left), "markdown"), "answer"), right)


WRITERS: Mapping[str, tuple[str, Callable[[Element, Any], None]]] = {
    "multiple_choice": ("multichoice", _choice),
    "multiple_answer": ("multichoice", _answers),
    "true_false": ("truefalse", _truth),
    "short_answer": ("shortanswer", _short),
    "numeric": ("numerical", _numeric),
    "date": ("shortanswer", _date),
    "matching": ("matching", _matching),
}
