"""The rows of phrases.py hold."""

import pytest
from domain.grading_rows.phrases import DECK, GAPS, KINDS

from quizapp.domain.questions.question import Context, FormatError, Term
from quizapp.domain.questions.registry import by_name
from quizapp.domain.questions.replies import numbered


def outcome(name, question, fields):
    kind = by_name(name)
    terms = tuple(Term(*term) for term in question.get("terms", ()))
    deck = Context(question["language"], frozenset(question.get("others", ())), terms)
    loaded = kind.load({key: value for key, value in question.items() if key not in DECK}, deck)
    parsed = kind.parse(loaded, fields)
    if isinstance(parsed, FormatError):
        return "asked"
    grade = kind.grade(loaded, parsed)
    return "almost" if grade.almost else {1.0: "right", 0.5: "half", 0.0: "wrong"}[grade.score]


ROWS = [pytest.param(*row, id=f"{kind}-{row[0]['answer']}-{row[1]}") for kind, rows in KINDS.items() for row in rows]


@pytest.mark.parametrize(("question", "typed", "expected", "why"), ROWS)
def test_a_phrase_is_worth_what_its_row_says(question, typed, expected, why):
    assert outcome("short_answer", question, {"answer": [typed]}) == expected, why


@pytest.mark.parametrize(("prompt", "typed", "expected", "why"), GAPS)
def test_a_gap_is_worth_what_its_row_says(prompt, typed, expected, why):
    fields = dict(zip(numbered("blank", len(typed)), ([text] for text in typed), strict=True))

    assert outcome("cloze", {"prompt": prompt, "language": "en"}, fields) == expected, why


def test_there_are_rows_both_ways():
    outcomes = [row[2] for rows in KINDS.values() for row in rows]

    assert len(outcomes) >= 350
    assert min(outcomes.count("right"), outcomes.count("wrong")) >= 150
    assert outcomes.count("asked") >= 30
