"""Whether questions, quotes and the reading fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from quizapp.bank.places import in_reading
from quizapp.bank.problems import FilePlace, RuleFinding
from quizapp.bank.rules.view import View
from quizapp.bank.shape import DECK_FILE
from quizapp.domain.questions.counting import counts
from quizapp.domain.questions.gaps import by_value
from quizapp.domain.questions.numbers import Amount
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
                stated = partial(_stated, right=right, judge=judge, language=view.deck.language)
                if not any(stated(quote) if by_value(judge) else _said(quote, forms, judge) for quote in fact.quotes):
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


def _stated(quote: str, right: str, judge: Judge, language: str) -> bool:
    """Return whether the quote states a value that would be graded right: twelve for 12, in July 2019 for 2019-07.

    As many words as can be read are taken together: 2.3 million is not 2.3.
    """
    number = isinstance(judge, Amount) and right.isdecimal()
    if number and _stands_alone(quote, right, language):  # most do, and reading takes a hundred times as long
        return True
    read_to = 0
    for start, end, words in _pieces(quote):
        grade = judge.judge(words) if start >= read_to else None
        if isinstance(grade, Grade):
            if _is_right(grade):
                return True
            read_to = end
    return False


def _stands_alone(quote: str, digits: str, language: str) -> bool:
    """Return whether the quote has a number in digits between words that can have nothing to do with a number."""
    parts = re.findall(r"\S+", quote)
    alone = (place for place, part in enumerate(parts) if part.rstrip(",.;:!?") == digits)
    return any(all(_is_plain_word(part, language) for part in (*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2])) for at in alone)


def _is_plain_word(part: str, language: str) -> bool:
    word = part.strip(",.;:!?")
    return word.isascii() and word.isalpha() and not counts(word, language)


def _is_right(judged: Grade | FormatError) -> bool:
    return isinstance(judged, Grade) and judged.score == 1 and not judged.almost


def _pieces(quote: str) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of a quote with their places: from each word on, the most words first."""
    parts = re.findall(r"\S+", quote)
    for start in range(len(parts)):
        for end in range(min(start + LONGEST, len(parts)), start, -1):
            yield start, end, " ".join(parts[start:end]).strip(",.;:!?")
