from random import Random

import pytest

from quizapp.domain.questions.question import Context, Difference, Response, Term


def test_both_sides_are_shuffled_on_their_own_and_lefts_keep_their_numbers(kind, load):
    question = load(pairs={"c": "1", "a": "2", "b": "1"}, distractors=["3"])

    shown = [kind.present(question, Random(seed)) for seed in range(30)]

    assert all(dict(prompt.lefts) == {1: "a", 2: "b", 3: "c"} for prompt in shown)
    assert all(sorted(prompt.rights) == ["1", "2", "3"] for prompt in shown)
    assert len({(prompt.lefts, prompt.rights) for prompt in shown}) > 6


def test_each_pair_is_compared(load, grade):
    graded = grade(load(pairs={"b": "2", "a": "1"}), match_1="2", match_2="2")

    assert graded.score == 0.5
    assert graded.differences == (Difference("pair", "a", "2", "1", ok=False), Difference("pair", "b", "2", "2", ok=True))


def test_what_is_right_is_shown_as_the_author_ordered_it(load):
    question = load(pairs={"b": 2, "a": 1})

    assert question.right == ("b: 2", "a: 1")
    assert question.chance == 0.5


def test_a_stored_response_of_other_length_is_graded(kind, load):
    assert kind.grade(load(pairs={"a": "1", "b": "2"}), Response(("1",))).score == 0.5


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"pairs": {"a": 1, "A": 2}}, [("equal-options", ("pairs", "A"))]),
        ({"pairs": {"a": "x", "b": "X", "c": "x"}}, [("equal-options", ("pairs", "b"))]),
        ({"pairs": {"a": 1, "b": 2}, "distractors": [3, 3]}, [("equal-options", ("distractors", 1))]),
        ({"pairs": {"a": 1, "b": 2}, "distractors": [3, 2]}, [("answer-among-distractors", ("distractors", 1))]),
        ({"pairs": {"a": 1, "b": "DPRK"}, "distractors": ["North Korea"]}, [("accepted-distractor", ("distractors", 0))]),
        ({"pairs": {"a": 1}}, [("too_short", ("pairs",))]),
        ({"pairs": ["a", "b"]}, [("dict_type", ("pairs",))]),
        ({"pairs": {"a": "", "b": 2}}, [("string_too_short", ("pairs", "a"))]),
        ({"pairs": {"a": ["x"], "b": 2}}, [("string_type", ("pairs", "a"))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(Context(terms=(Term("North Korea", "place", ("DPRK",)),)), **fields) == expected
