"""The rows of amounts.py and dates.py hold."""

import pytest
from domain.grading_rows import amounts, dates

from quizapp.domain.questions.question import Context, FormatError
from quizapp.domain.questions.registry import by_name


def outcome(question, typed):
    kind = by_name(question["type"])
    fields = {key: value for key, value in question.items() if key not in {"language", "type"}}
    loaded = kind.load(fields, Context(question["language"]))
    name = kind.field_names(loaded)[0]
    parsed = kind.parse(loaded, {name: [typed]})
    if isinstance(parsed, FormatError):
        return "asked"
    grade = kind.grade(loaded, parsed)
    return "almost" if grade.almost else str(grade.verdict)


@pytest.mark.parametrize(
    ("question", "typed", "expected", "why"),
    [pytest.param(*row, id=f"{row[0]['language']}-{row[0].get('answer', row[0]['prompt'])}-{row[1]}") for row in amounts.ROWS + dates.ROWS],
)
def test_an_amount_or_a_date_is_read_as_a_whole(question, typed, expected, why):
    assert outcome(question, typed) == expected, why


def test_there_are_rows_both_ways_in_seven_languages():
    rows = amounts.ROWS + dates.ROWS

    assert len(rows) >= 300
    assert {question["language"] for question, *_ in rows} >= {"en", "de", "fr", "es", "ru", "ko", "ja"}
    assert min(sum(row[2] == outcome for row in rows) for outcome in ("right", "wrong", "asked")) >= 250
