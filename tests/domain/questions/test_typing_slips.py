"""Which wrong numbers and dates may be a slip of the fingers."""

import pytest

from quizapp.domain.questions.question import Response
from quizapp.domain.questions.registry import by_name
from quizapp.domain.questions.typing_slips import is_typing_slip, may_be_right


@pytest.mark.parametrize(
    "given",
    ["2091", "0219", "2018", "2010", "3019", "20019", "22019", "20119"],
)
def test_one_slip_of_the_fingers(given):
    assert is_typing_slip(given, "2019")


@pytest.mark.parametrize("given", ["1875", "2019", "2015", "2029 ", "1029", "201", "20199 ", "9012", "2819", "20 19", "March 2019", ""])
def test_another_number_is_no_slip(given):
    assert not is_typing_slip(given, "2019")


def test_a_digit_that_belongs_twice_is_easily_typed_once():
    assert is_typing_slip("200", "2000")
    assert is_typing_slip("12 May 1945", "12 May 1944")
    assert not is_typing_slip("12 May 1945", "12 June 1945")
    assert not is_typing_slip("Maay 1945", "May 1945")


QUESTIONS = {
    "date": {"prompt": "When?", "answer": "2019"},
    "numeric": {"prompt": "How many?", "answer": "120", "unit": "metres"},
    "short_answer": {"prompt": "Who?", "answer": "Kishida Fumio"},
    "cloze": {"prompt": "In {{1910}} there was {{the great storm}}."},
}


@pytest.mark.parametrize(
    ("kind", "given", "claimable"),
    [
        ("date", ("1875",), False),
        ("date", ("2018",), True),
        ("date", ("2091",), True),
        ("numeric", ("180",), False),
        ("numeric", ("1200",), True),
        ("numeric", ("210",), True),
        ("numeric", ("210 metres",), True),
        ("short_answer", ("banana",), True),
        ("cloze", ("1945", "the great storm"), False),
        ("cloze", ("1901", "the great storm"), True),
        ("cloze", ("1910", "a flood"), True),
        ("cloze", ("1945", "a flood"), True),
    ],
)
def test_words_may_be_right_and_values_after_a_slip_alone(kind, given, claimable):
    question = by_name(kind).load({"id": "one", **QUESTIONS[kind]})
    grade = by_name(kind).grade(question, Response(given))

    assert grade.score < 1
    assert may_be_right(question, grade) is claimable
