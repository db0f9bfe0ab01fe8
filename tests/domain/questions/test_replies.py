"""The values of a form with several typed fields."""

import pytest

from quizapp.domain.questions.numbers import Amount
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.replies import misread

BOUNDS = (Amount("12", 12), Amount("15", 15))


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        (("12", "90"), None),
        (("", "15"), None),
        (("12",), None),
        (("many", "15"), FormatError("not-a-number", {"gap": 1})),
        (("", "many"), FormatError("not-a-number", {"gap": 2})),
        (("many", "more"), FormatError("not-a-number", {"gap": 1})),
    ],
)
def test_the_first_text_that_cannot_be_read_is_named_by_its_field(texts, error):
    assert misread(BOUNDS, texts) == error
