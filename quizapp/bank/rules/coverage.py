"""Whether questions, quotes and the reading fit together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from quizapp.bank.problems import Finding, Place
from quizapp.bank.rules.given_away import accepted
from quizapp.bank.rules.view import View, says
from quizapp.domain.deck import Span
from quizapp.domain.passages import Finder, sentences
from quizapp.domain.question import Grade, Question

TYPED = frozenset(["short_answer", "numeric", "date", "cloze"])
LONGEST = 6
"""How many words of a quote are tried together as a typed answer."""


def answer_not_in_quote(view: View) -> Iterator[Finding]:
    """What is to be typed stands in the words that the fact quotes."""
    for fact, question, place in view.questions():
        if fact.quotes and getattr(question, "type", "") in TYPED:
            for right, forms, judge in zip(question.right, accepted(question, view), _judges(question), strict=True):
                if not any(says(quote, forms) or _judged_right(quote, judge) for quote in fact.quotes):
                    yield Finding("answer-not-in-quote", place / "answer", {"answer": right, "quote": fact.quotes[0]})


def untouched_sentence(view: View) -> Iterator[Finding]:
    """Every sentence of the reading is asked for, or is an aside."""
    deck = view.deck
    if not deck.reading:
        return
    finder = Finder(deck.reading.blocks)
    spans = defaultdict(list)
    for span in (*(span for fact in deck.facts for span in fact.spans), *(span for aside in deck.asides for span in finder.find(aside))):
        spans[span.block].append(span)
    for number, block in enumerate(deck.reading.blocks):
        for start, end in sentences(block.text) if block.kind != "h3" else ():
            if not any(span.overlaps(Span(number, start, end)) for span in spans[number]):
                sentence = block.text[start:end]
                yield Finding("untouched-sentence", _place(sentence, view), {"sentence": sentence})


def _judges(question: Question) -> Sequence[Any]:
    """Return what grades each right answer of a typed question."""
    return getattr(question, "gaps", None) or [question.expected]  # type: ignore[attr-defined]


def _judged_right(quote: str, judge: Any) -> bool:
    """Say whether a typed answer of some words of the quote would be right: twelve for 12, in July 2019 for 2019-07."""
    parts = re.findall(r"\S+", quote)
    for start in range(len(parts)):
        for end in range(start + 1, min(start + LONGEST, len(parts)) + 1):
            grade = judge.judge(" ".join(parts[start:end]).strip(",.;:!?"))
            if isinstance(grade, Grade) and grade.score == 1 and not grade.almost:
                return True
    return False


def _place(sentence: str, view: View) -> Place:
    """Return where a sentence begins in the Markdown of the reading, found by its first words."""
    text = view.source.reading or ""
    first = [re.escape(word) for word in re.findall(r"\w+", sentence)[:5]]
    match = re.search(r"\W+".join(first), text)
    before = text[: match.start()] if match else ""
    return Place(view.source.reading_file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
