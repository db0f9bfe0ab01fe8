"""The rows of amounts.py and dates.py hold."""

import pytest
from domain.grading_rows import amounts, dates
from domain.grading_rows.judging import by_question, not_so


@pytest.mark.parametrize(("question", "rows"), by_question(amounts.ROWS + dates.ROWS))
def test_an_amount_or_a_date_is_read_as_a_whole(question, rows):
    assert not_so(question, rows) == []


def test_there_are_rows_both_ways_in_seven_languages():
    rows = amounts.ROWS + dates.ROWS

    assert len(rows) >= 300
    assert {question["language"] for question, *_ in rows} >= {"en", "de", "fr", "es", "ru", "ko", "ja"}
    assert min(sum(row[2] == outcome for row in rows) for outcome in ("right", "wrong", "asked")) >= 250
