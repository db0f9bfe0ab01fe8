"""Whether questions, quotes and the reading fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.bank.places import in_reading
from quizapp.bank.problems import FilePlace, RuleFinding
from quizapp.bank.rules.view import View
from quizapp.bank.shape import DECK_FILE
from quizapp.domain.questions.question import Grade, Judge
from quizapp.domain.reading.coverage import sentence_coverage
from quizapp.domain.reading.given_away import accepted, says

LONGEST = 6
"""The most words of a quote that are tried together as a typed answer."""


def answer_not_in_quote(view: View) -> Iterator[RuleFinding]:
    """A typed answer appears in the words that the fact quotes."""
    for fact, question, place in view.questions():
        if fact.quotes and question.judges and question.asks != "apply":
            for right, forms, judge in zip(question.right, accepted(question, view.deck), question.judges, strict=True):
                if not any(says(quote, forms) or _judged_right(quote, judge) for quote in fact.quotes):
                    yield RuleFinding("answer-not-in-quote", place / "answer", {"answer": right, "quote": fact.quotes[0]})


def untouched_sentence(view: View) -> Iterator[RuleFinding]:
    """A question covers every sentence of the reading that is not an aside."""
    for gap in sentence_coverage(view.deck).gaps:
        assert view.deck.reading  # a reading with gaps was read
        assert gap.span
        yield RuleFinding("untouched-sentence", in_reading(view.source, view.deck.reading, gap.span), {"sentence": gap.text})


def nothing_applies(view: View) -> Iterator[RuleFinding]:
    """A deck that tells causes and effects has a question that applies something to a new case."""
    if view.deck.links and all(question.asks != "apply" for question in view.deck.questions.values()):
        yield RuleFinding("nothing-applies", FilePlace(DECK_FILE) / "links")


def _judged_right(quote: str, judge: Judge) -> bool:
    """Return whether some words of the quote would be graded right: twelve for 12, in July 2019 for 2019-07."""
    parts = re.findall(r"\S+", quote)
    for start in range(len(parts)):
        for end in range(start + 1, min(start + LONGEST, len(parts)) + 1):
            grade = judge.judge(" ".join(parts[start:end]).strip(",.;:!?"))
            if isinstance(grade, Grade) and grade.score == 1 and not grade.almost:
                return True
    return False
