from random import Random

import pytest

from quizapp.domain.questions.question import Context, Term


def test_options_are_shuffled_and_numbers_and_dates_ascend(kind, load):
    words = load(answer="b", distractors=["a", "c", "d"])
    numbers = load(answer="10", distractors=["9", "1,000", "-1"])
    dates = load(answer="March 2020", distractors=["2019", "1 April 2020", "1910–45"])

    orders = {kind.present(words, Random(seed)).options for seed in range(20)}
    assert len(orders) > 1
    assert all(sorted(order) == ["a", "b", "c", "d"] for order in orders)
    assert kind.present(numbers, Random(1)).options == ("-1", "9", "10", "1,000")
    assert kind.present(dates, Random(1)).options == ("1910–45", "2019", "March 2020", "1 April 2020")


def test_choices_keep_their_order(kind, load):
    question = load(answer="c", choices=["b", "c", "a"])

    assert kind.present(question, Random(1)).options == ("b", "c", "a")
    assert question.right == ("c",)


def test_the_right_choice_is_found_though_it_is_written_otherwise(load, grade):
    question = load(answer="Tokyo", choices=["TOKYO", "Seoul"])

    assert question.right == ("TOKYO",)
    assert grade(question, answer="TOKYO").score == 1


def test_who_chooses_wrong_is_told_why(load, grade):
    question = load(answer="a", distractors=["b", {"text": "c", "feedback": "Not c."}])

    assert grade(question, answer="c").feedback == ("Not c.",)
    assert grade(question, answer="b").feedback == ()
    assert grade(load(answer="a", choices=[{"text": "a", "feedback": "Indeed."}, "b"]), answer="a").feedback == ("Indeed.",)


def test_chance_is_one_of_the_options(load):
    assert load(answer="a", distractors=["b", "c"]).chance == pytest.approx(1 / 3)


def test_numbers_and_truth_values_are_texts(load):
    question = load(answer=True, distractors=[1.5, 2])

    assert question.options == ("true", "1.5", "2")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answer": "a"}, [("distractors-or-choices", ("distractors",))]),
        ({"answer": "a", "distractors": ["b"], "choices": ["a", "b"]}, [("distractors-or-choices", ("distractors",))]),
        ({"answer": "a", "distractors": []}, [("too_short", ("distractors",))]),
        ({"answer": "a", "distractors": [f"{number}" for number in range(13)]}, [("too_long", ("distractors",))]),
        ({"answer": "a", "distractors": ["b", "c", "Ｂ"]}, [("equal-options", ("distractors", 2))]),
        ({"answer": "a", "distractors": ["b", "b\u200b"]}, [("equal-options", ("distractors", 1))]),
        ({"answer": "a", "distractors": ["b", "A"]}, [("answer-among-distractors", ("distractors", 1))]),
        ({"answer": "x", "choices": ["a", "b"]}, [("answer-not-among-choices", ("answer",))]),
        ({"answer": "a", "choices": ["a", "b", "b"]}, [("equal-options", ("choices", 2))]),
        ({"answer": "a", "choices": ["a"]}, [("too_short", ("choices",))]),
        ({"answer": "a\nb", "distractors": ["c"]}, [("string_pattern_mismatch", ("answer",))]),
        (
            {"answer": "a", "distractors": ["b", {"Rome": "x"}]},
            [("missing", ("distractors", 1, "text")), ("extra_forbidden", ("distractors", 1, "Rome"))],
        ),
        ({"answer": "a", "distractors": ["b"], "correct": "a"}, [("extra_forbidden", ("correct",))]),
        ({"type": "essay", "answer": "a", "distractors": ["b"]}, [("literal_error", ("type",))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(**fields) == expected


def test_another_name_of_the_right_answer_is_no_distractor(faults):
    deck = Context(terms=(Term("North Korea", "place", ("DPRK",)), Term("South Korea", "place")))

    assert faults(deck, answer="North Korea", distractors=["South Korea", "the DPRK"]) == [("accepted-distractor", ("distractors", 1))]
    assert faults(deck, answer="DPRK", choices=["DPRK", "North Korea"]) == [("accepted-distractor", ("choices", 1))]
