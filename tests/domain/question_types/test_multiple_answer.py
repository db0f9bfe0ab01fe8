from fractions import Fraction
from itertools import compress, product
from random import Random

import pytest

from quizapp.domain.questions.question import Difference, Portion, Response


def test_a_response_shows_what_was_right_wrong_and_missed(load, grade):
    question = load(answers=["a", "b"], distractors=[{"text": "x", "feedback": "Not x."}, "y"])

    graded = grade(question, answer=["x", "a"])

    assert graded.differences == (
        Difference("option", "a", "a", "a", ok=True),
        Difference("option", "b", "", "b", ok=False),
        Difference("option", "x", "x", "", ok=False),
    )
    assert graded.feedback == ("Not x.",)


def test_wrong_options_that_were_chosen_are_counted_apart(load, grade):
    question = load(answers=["a", "b"], distractors=["x", "y"])

    assert grade(question, answer=["a"]).portion == Portion(1, 2, "found")
    assert grade(question, answer=["a", "b", "x"]).portion == Portion(2, 2, "found", excess=1)


def test_chosen_options_are_stored_once_and_in_one_order(kind, load):
    question = load(answers=["a", "b"], distractors=["x"])

    assert kind.parse(question, {"answer": ["b", "a", "b"]}) == Response(("a", "b"))


def test_options_are_shown_together(kind, load):
    assert kind.present(load(answers=[3, 20], distractors=[1]), Random(1)).options == ("1", "3", "20")


@pytest.mark.parametrize(("right", "wrong"), [(1, 1), (2, 2), (1, 3), (3, 1)])
def test_chance_is_what_blind_ticks_earn(kind, load, right, wrong):
    question = load(answers=[f"r{n}" for n in range(right)], distractors=[f"w{n}" for n in range(wrong)])
    options = question.right + question.wrong

    ticks = [tuple(compress(options, choice)) for choice in product([0, 1], repeat=len(options))]
    scores = [kind.grade(question, Response(ticked)).score for ticked in ticks if ticked]

    assert question.chance == pytest.approx(sum(map(Fraction, scores)) / len(scores))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answers": ["a", "A"], "distractors": ["x"]}, [("equal-options", ("answers", 1))]),
        ({"answers": ["a"], "distractors": ["x", "X"]}, [("equal-options", ("distractors", 1))]),
        ({"answers": ["a", "b"], "distractors": ["x", "b"]}, [("answer-among-distractors", ("distractors", 1))]),
        ({"answers": [], "distractors": ["x"]}, [("too_short", ("answers",))]),
        ({"answers": ["a"]}, [("missing", ("distractors",))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(**fields) == expected
