"""The rows of slips.py hold; those of other languages look up in their lists, which take long to make on a new machine."""

import pytest
from domain.grading_rows.judging import by_question, not_so
from domain.grading_rows.slips import ENGLISH, NAMES, OTHER_LANGUAGES, VARIANT

ROWS = ENGLISH + NAMES + OTHER_LANGUAGES


@pytest.mark.parametrize(("question", "rows"), by_question(ROWS, slow={"de", "fr", "es", "ru"}))
def test_a_slip_is_forgiven_and_another_word_is_not(question, rows, all_lexicons):
    # A reading may know a spelling before it is a slip.
    assert [row for row in not_so(question, rows) if row[1:] != (VARIANT, {"expected": "almost", "found": "right"})] == []


def test_there_are_rows_both_ways():
    outcomes = [expected for _, _, expected, _ in ROWS]

    assert len(outcomes) >= 150
    assert min(outcomes.count("almost"), outcomes.count("wrong")) >= 60
