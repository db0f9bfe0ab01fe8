from datetime import date
from random import Random

import pytest

from quizapp.domain.questions.question import Context, Difference, Response


@pytest.mark.parametrize(
    ("fields", "asks", "right"),
    [
        ({"answer": 2019}, "year", "2019"),
        ({"answer": "2019-07"}, "month", "July 2019"),
        ({"answer": date(2019, 7, 1)}, "day", "July 1, 2019"),
        ({"answer": "1 July 2019", "precision": "month"}, "month", "July 1, 2019"),
        ({"answer": "1910/1945"}, "years", "1910 – 1945"),
        ({"answer": "2018-12/2019-01"}, "months", "December 2018 – January 2019"),
        ({"answer": "2018-12-24/2019"}, "years", "December 24, 2018 – 2019"),
        ({"answer": "2019-07-01/2019-07-03"}, "days", "July 1, 2019 – July 3, 2019"),
        ({"answer": "44 BC"}, "year", "44 BC"),
    ],
)
def test_a_prompt_asks_for_what_is_known(kind, load, fields, asks, right):
    question = load(**fields)

    assert kind.present(question, Random(1)).asks == asks
    assert question.right == (right,)


@pytest.mark.parametrize(
    ("language", "right"),
    [
        ("de", "1. Juli 2019"),
        ("fr", "1 juillet 2019"),
        ("ja", "2019年7月1日"),
        ("ko", "2019년 7월 1일"),
        ("xx", "July 1, 2019"),
        ("he", "July 1, 2019"),
    ],
)
def test_a_date_is_written_as_its_language_does_if_it_can_be_typed_back(load, grade, language, right):
    question = load(Context(language), answer="2019-07-01")

    assert question.right == (right,)
    assert grade(question, answer=right).score == 1


@pytest.mark.parametrize(
    ("answer", "given", "difference", "apart"),
    [
        ("2019", "July 2018", ("years", "July 2018", "2019"), -1),
        ("2019", "2022", ("years", "2022", "2019"), 3),
        ("2019-07", "2019-06", ("months", "June 2019", "July 2019"), -1),
        ("2019-07-01", "3 July 2019", ("days", "July 3, 2019", "July 1, 2019"), 2),
        ("1910/1945", "1910-1944", ("years", "1944", "1945"), -1),
        ("44 BC", "1 AD", ("years", "1", "44 BC"), 44),
    ],
)
def test_a_wrong_date_shows_by_what_it_is_off_and_how_far(load, grade, answer, given, difference, apart):
    assert grade(load(answer=answer), answer=given).differences == (Difference("off", *difference, ok=False, apart=apart),)


def test_a_known_mistake_gets_its_feedback_however_it_is_typed(load, grade):
    question = load(answer="2019-07-01", mistakes=[{"text": "2019-07-04", "feedback": "Three days late."}])

    assert grade(question, answer="July 4th, 2019").feedback == ("Three days late.",)
    assert grade(question, answer="July 5th, 2019").feedback == ()


def test_a_stored_response_that_is_no_date_is_wrong(kind, load):
    assert kind.grade(load(answer="2019-07"), Response(("2019",))).score == 0


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answer": "soon"}, [("bad-date", ("answer",))]),
        ({"answer": "2019-02-30"}, [("bad-date", ("answer",))]),
        ({"answer": "03/06/23"}, [("bad-date", ("answer",))]),
        ({"answer": "1945/1910"}, [("bad-date", ("answer",))]),
        ({"answer": "2019", "precision": "day"}, [("bad-precision", ("precision",))]),
        ({"answer": "1910/1945", "precision": "month"}, [("bad-precision", ("precision",))]),
        ({"answer": "2019", "precision": "decade"}, [("literal_error", ("precision",))]),
        ({"answer": "2019-07", "mistakes": ["2018"]}, [("bad-date", ("mistakes", 0))]),
        ({"answer": "2019", "mistakes": ["July 2019", 2018]}, [("accepted-distractor", ("mistakes", 0))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(**fields) == expected


@pytest.mark.parametrize("answer", ["0099-01-01", "0003", "44 BC", "2019-07-01"])
def test_the_right_response_is_read_as_the_date_that_it_is(kind, load, answer):
    question = load(answer=answer)

    assert kind.grade(question, kind.right_response(question)).score == 1
    assert kind.agrees(question, kind.key(question))
