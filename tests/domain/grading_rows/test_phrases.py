"""The rows of phrases.py hold."""

import pytest
from domain.grading_rows.judging import by_question, not_so
from domain.grading_rows.phrases import GAPS, KINDS

ROWS = [row for rows in KINDS.values() for row in rows]
CLOZES = [({"type": "cloze", "prompt": prompt, "language": "en"}, typed, expected, why) for prompt, typed, expected, why in GAPS]


@pytest.mark.parametrize(("question", "rows"), by_question(ROWS + CLOZES))
def test_a_phrase_is_worth_what_its_row_says(question, rows):
    assert not_so(question, rows) == []


def test_there_are_rows_both_ways():
    outcomes = [row[2] for row in ROWS]

    assert len(outcomes) >= 350
    assert min(outcomes.count("right"), outcomes.count("wrong")) >= 150
    assert outcomes.count("asked") >= 30
