"""Aiken: a prompt, options A. B. C. on lines of their own, and ANSWER: B. The format has nothing else."""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import Any

from quizapp.bank.exchange.markup import escaped
from quizapp.bank.exchange.notices import Exported, Found, FoundQuestion
from quizapp.bank.exchange.outgoing import FormatScope, OutgoingQuestion
from quizapp.bank.exchange.texts import decoded, few
from quizapp.domain.questions.inline import as_shown
from quizapp.domain.reading.deck import Deck

OPTION = re.compile(r"([A-Z])[.)]\s+(\S.*)")
RIGHT = re.compile(r"ANSWER:\s*([A-Z])", re.IGNORECASE)
FORM = FormatScope(
    keeps={"multiple_choice": frozenset(["answer", "distractors", "choices"]), "true_false": frozenset(["answer"])},
    becomes={"true_false": "multiple_choice"},
    ids=False,
    feedback=False,
)
TRUTH = ("True", "False")


def read(content: bytes, language: str = "en") -> Found:
    """Return the questions of an Aiken file; their options keep their order. Raises Refused if it is not a text."""
    del language
    found = Found()
    prompt, options, start = list[str](), dict[str, str](), 1
    lines = list(map(str.strip, decoded(content).split("\n")))
    few(line for line in lines if RIGHT.fullmatch(line))
    for number, line in enumerate(lines, start=1):
        if right := RIGHT.fullmatch(line):
            _add(found, " ".join(prompt), options, right[1].upper(), start)
            prompt, options = [], {}
        elif option := OPTION.fullmatch(line) if prompt else None:
            options[option[1]] = escaped(option[2])
        elif line and options:
            found.note("unknown-line", line=number, text=line)
        elif line:
            start = start if prompt else number
            prompt.append(line)
    if prompt:
        found.note("no-right", " ".join(prompt), start)
    return found


def _add(found: Found, prompt: str, options: dict[str, str], right: str, line: int) -> None:
    if right not in options or not prompt:
        found.note("no-right", prompt, line)
        return
    raw = {"type": "multiple_choice", "prompt": escaped(prompt), "answer": options[right], "choices": list(options.values())}
    found.entries.append(FoundQuestion(raw, line=line))


def export(deck: Deck) -> Exported:
    """Return the choice questions of a deck as an Aiken file, and what Aiken cannot express."""
    kept, losses = FORM.split(deck)
    return Exported(("\n\n".join(map(_question, kept)) + "\n").encode(), tuple(losses))


def _question(item: OutgoingQuestion) -> str:
    question: Any = item.question
    options = TRUTH if item.type == "true_false" else tuple(as_shown(option) for option in question.options)
    right = TRUTH[not question.answer] if item.type == "true_false" else as_shown(question.right[0])
    lines = [f"{letter}. {option}" for letter, option in zip(ascii_uppercase, options, strict=False)]
    return "\n".join([as_shown(question.prompt), *lines, f"ANSWER: {ascii_uppercase[options.index(right)]}"])
