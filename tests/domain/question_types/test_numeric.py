from random import Random

import pytest

from quizapp.domain.questions.question import Context, Difference, Response


@pytest.mark.parametrize("fields", [{"answer": 12}, {"answer": "1.5"}, {"answer": -1}, {"answer": 10, "tolerance": "0.5"}])
def test_a_prompt_asks_for_a_number_and_not_of_which_kind(kind, load, fields):
    assert kind.present(load(**fields), Random(1)).asks == "number"


def test_a_unit_is_one_text_or_several(kind, load):
    assert kind.present(load(answer=1, unit="year"), Random(1)).unit == "year"
    assert kind.present(load(answer=12, unit=["years", "year"]), Random(1)).unit == "years"
    assert kind.present(load(answer=12), Random(1)).unit == ""


def test_the_answer_is_shown_as_written_with_its_unit(load):
    assert load(answer="1,200", unit=["km", "kilometres"]).right == ("1,200 km",)
    assert load(answer="12.50").right == ("12.50",)


def test_a_wrong_number_is_understood_and_told_what_it_is(load, grade):
    question = load(answer=12, unit="years", mistakes=[{"text": 10, "feedback": "A decade."}, 11])

    assert grade(question, answer="ten years").feedback == ("A decade.",)
    assert grade(question, answer="11").feedback == ()
    assert grade(question, answer="1.2e3").differences == (Difference("off", "amount", "1200", "12", ok=False),)


def test_a_stored_response_that_is_no_number_is_wrong(kind, load):
    assert kind.grade(load(answer=12), Response(("a lot",))).score == 0


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answer": "twelve-ish"}, [("bad-number", ("answer",))]),
        ({"answer": float("nan")}, [("bad-number", ("answer",))]),
        ({"answer": "12 years"}, [("bad-number", ("answer",))]),
        ({"answer": 12, "tolerance": "some"}, [("bad-number", ("tolerance",))]),
        ({"answer": 12, "tolerance": -1}, [("bad-number", ("tolerance",))]),
        ({"answer": 12, "unit": []}, [("too_short", ("unit",))]),
        ({"answer": 12, "mistakes": ["none", 10]}, [("bad-number", ("mistakes", 0))]),
        ({"answer": 12, "tolerance": 2, "mistakes": [10, 9]}, [("accepted-distractor", ("mistakes", 0))]),
        ({"answer": 12, "mistakes": []}, [("too_short", ("mistakes",))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(**fields) == expected


def test_the_language_of_the_deck_decides_what_a_mark_means(load):
    assert load(Context("de"), answer="1.200").expected.value == 1200
    assert load(answer="1.200", tolerance="1,000").expected.tolerance == 1000
