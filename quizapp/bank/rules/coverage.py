"""Whether questions, quotes and the reading fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizapp.bank.places import in_reading
from quizapp.bank.problems import FilePlace, RuleFinding
from quizapp.bank.rules.view import View
from quizapp.bank.shape import DECK_FILE
from quizapp.domain.questions.gaps import by_value
from quizapp.domain.questions.question import FormatError, Grade, Judge
from quizapp.domain.reading.coverage import sentence_coverage
from quizapp.domain.reading.given_away import accepted, says

LONGEST = 7
"""The most words of a quote that are tried together as a typed answer."""


def answer_not_in_quote(view: View) -> Iterator[RuleFinding]:
    """A typed answer appears in the words that the fact quotes; amounts and dates by their values: 3 is not in 2.3 million."""
    for fact, question, place in view.questions():
        if fact.quotes and question.judges and question.asks != "apply":
            for right, forms, judge in zip(question.right, accepted(question, view.deck), question.judges, strict=True):
                if not any(_stated(quote, judge) if by_value(judge) else _said(quote, forms, judge) for quote in fact.quotes):
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


def _said(quote: str, forms: Iterable[str], judge: Judge) -> bool:
    """Return whether the quote has the words of a form, or some words that would be graded right."""
    return bool(says(quote, forms)) or any(_is_right(judge.judge(words)) for _, _, words in _pieces(quote))


def _stated(quote: str, judge: Judge) -> bool:
    """Return whether the quote states a value that would be graded right: twelve for 12, in July 2019 for 2019-07.

    As many words as can be read are taken together: 2.3 million is not 2.3.
    """
    read_to = 0
    for start, end, words in _pieces(quote):
        grade = judge.judge(words) if start >= read_to else None
        if isinstance(grade, Grade):
            if _is_right(grade):
                return True
            read_to = end
    return False


def _is_right(judged: Grade | FormatError) -> bool:
    return isinstance(judged, Grade) and judged.score == 1 and not judged.almost


def _pieces(quote: str) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of a quote with their places: from each word on, the most words first."""
    parts = re.findall(r"\S+", quote)
    for start in range(len(parts)):
        for end in range(min(start + LONGEST, len(parts)), start, -1):
            yield start, end, " ".join(parts[start:end]).strip(",.;:!?")
