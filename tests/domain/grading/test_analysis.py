"""The figures of questions, compared with numpy and with results by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.grading.analysis import (
    EASY,
    ENOUGH,
    FAIR,
    SIGNS,
    CountedAnswer,
    Sign,
    analyse,
    below,
    chosen,
    correlation,
    largest_share,
)
from quizapp.domain.questions.registry import by_name

CHOICE = by_name("multiple_choice").load({"id": "choice", "prompt": "Which?", "answer": "A", "distractors": ["B", "C", "D"]})
SEVERAL = by_name("multiple_answer").load({"id": "several", "prompt": "Which?", "answers": ["A", "B"], "distractors": ["C", "D"]})
TYPED = by_name("short_answer").load({"id": "typed", "prompt": "Who?", "answer": "the Anvil"})
PAIRS = by_name("matching").load({"id": "pairs", "prompt": "Which?", "pairs": {"red": "stop", "green": "go"}})
ORDER = by_name("ordering").load({"id": "order", "prompt": "In which order?", "items": ["one", "two", "three"]})
SCORES = st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 1.0])


def one(question, rows, *, others=(), claims=0):
    """The analysis of question 1: rows are (score, response) of learners 0, 1, ...; others are their scores on question 2."""
    answers = [CountedAnswer(learner, 1, score, response, 1000 * learner) for learner, (score, response) in enumerate(rows)]
    answers += [CountedAnswer(learner, 2, score, ("x",)) for learner, score in enumerate(others)]
    return analyse({1: question, 2: TYPED}, answers, {1: claims})[1]


def codes(item):
    return [sign.code for sign in item.signs]


def counts(item):
    return {(choice.kind, choice.text): choice.count for choice in item.figures.choices}


@given(st.data())
def test_figures_agree_with_numpy(data):
    learners, questions = data.draw(st.integers(ENOUGH, 40)), data.draw(st.integers(2, 6))
    scores = np.array([[data.draw(SCORES) for _ in range(questions)] for _ in range(learners)])
    answered = np.array([[data.draw(st.integers(0, 9)) > 0 for _ in range(questions)] for _ in range(learners)])
    times = np.array([[data.draw(st.integers(100, 600_000)) for _ in range(questions)] for _ in range(learners)])
    rows = [
        CountedAnswer(who, number, scores[who, number], ("x",), int(times[who, number]))
        for who, number in zip(*answered.nonzero(), strict=True)
    ]

    for number, item in analyse(dict.fromkeys(range(questions), TYPED), rows, {}).items():
        here = answered[:, number]
        assert item.answers == here.sum()
        if here.sum() < ENOUGH:
            assert item.figures is None
            continue
        assert item.figures.facility == pytest.approx(scores[here, number].mean(), abs=1e-9)
        assert item.figures.ms == pytest.approx(np.median(times[here, number]), abs=1e-9)
        elsewhere = answered.copy()
        elsewhere[:, number] = False
        both = here & elsewhere.any(axis=1)
        rest = np.array([scores[who, elsewhere[who]].mean() for who in both.nonzero()[0]])
        own = scores[both, number]
        if both.sum() < ENOUGH or own.std() < 1e-8 or rest.std() < 1e-8:
            assert item.figures.discrimination is None
        else:
            assert item.figures.discrimination == pytest.approx(np.corrcoef(own, rest)[0, 1], abs=1e-9)


@given(st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=2, max_size=30))
def test_a_correlation_is_that_of_numpy(pairs):
    ones, others = np.array(pairs, dtype=float).T
    found = correlation([(float(one), float(other)) for one, other in pairs])

    if ones.std() == 0 or others.std() == 0:
        assert found is None
    else:
        assert found == pytest.approx(np.corrcoef(ones, others)[0, 1], abs=1e-9)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], None),
        ([(1, 1)], None),
        ([(1, 0), (1, 1)], None),
        ([(0.1 + 0.2, 0), (0.3, 1)], None),  # equal except for rounding
        ([(0, 0), (1, 1)], 1),
        ([(0, 1), (1, 0)], -1),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], 0),
        ([(1, 2), (2, 1), (3, 3)], 0.5),
    ],
)
def test_correlations_by_hand(pairs, expected):
    assert correlation(pairs) == (None if expected is None else pytest.approx(expected, abs=1e-12))


def test_under_twenty_learners_nothing_is_said():
    few = one(CHOICE, [(0, ("B",))] * (ENOUGH - 1), claims=10)

    assert (few.answers, few.learners, few.figures, few.signs) == (ENOUGH - 1, ENOUGH - 1, None, ())
    assert one(CHOICE, [(0, ("B",))] * ENOUGH).figures.facility == 0


def test_many_answers_of_few_learners_are_still_few():
    answers = [CountedAnswer(number % 5, 1, 1.0, ("A",)) for number in range(100)]

    assert analyse({1: CHOICE}, answers, {})[1].figures is None


def test_answers_to_other_questions_are_dropped():
    assert set(analyse({1: CHOICE}, [CountedAnswer(0, 7, 1.0, ("A",))], {})) == {1}


def test_a_question_nobody_answered_has_an_item():
    assert analyse({1: CHOICE}, [], {})[1].answers == 0


def test_who_answered_twice_counts_once_in_the_correlation_and_twice_in_the_facility():
    answers = [CountedAnswer(who, 1, float(who >= 10), ("A",)) for who in range(20)] + [
        CountedAnswer(who, 2, float(who >= 10), ("x",)) for who in range(20)
    ]
    again = [CountedAnswer(who, 1, 1.0, ("A",)) for who in range(5)]

    once = analyse({1: CHOICE, 2: TYPED}, answers, {})[1].figures
    twice = analyse({1: CHOICE, 2: TYPED}, answers + again, {})[1].figures

    own = [0.5] * 5 + [0.0] * 5 + [1.0] * 10
    assert (once.facility, once.discrimination) == (0.5, pytest.approx(1))
    assert twice.facility == pytest.approx(15 / 25)
    assert twice.discrimination == pytest.approx(np.corrcoef(own, [0.0] * 10 + [1.0] * 10)[0, 1], abs=1e-9)


def test_options_are_counted_by_thirds():
    rows = [(0, ("B",))] * 8 + [(0, ())] * 2 + [(1, ("A",))] * 14
    item = one(CHOICE, rows, others=[number / 24 for number in range(24)])

    assert item.figures.thirds == (8, 8, 8)
    assert [(choice.text, choice.kind, choice.count, choice.thirds) for choice in item.figures.choices] == [
        ("A", "right", 14, (0, 6, 8)),
        ("B", "wrong", 8, (8, 0, 0)),
        ("C", "wrong", 0, (0, 0, 0)),
        ("D", "wrong", 0, (0, 0, 0)),
        ("", "unknown", 2, (0, 2, 0)),
    ]


def test_every_ticked_option_counts_and_one_of_an_earlier_version_too():
    found = counts(one(SEVERAL, [(1, ("A", "B"))] * 15 + [(0.5, ("A", "Gone"))] * 10))

    assert found == {
        ("right", "A"): 25,
        ("right", "B"): 15,
        ("wrong", "Gone"): 10,
        ("wrong", "C"): 0,
        ("wrong", "D"): 0,
        ("unknown", ""): 0,
    }


def test_wrong_texts_that_fold_alike_are_one_under_their_commonest_spelling():
    wrong = ["Bellows", "bellows", "Bellows!", "Bellows", "anchor", *map(str, range(100, 106))]
    item = one(TYPED, [(1, ("anvil",))] * 12 + [(0, (text,)) for text in wrong] + [(0, ())])

    found = counts(item)
    assert found["right", "the Anvil"] == 12
    assert found["wrong", "Bellows"] == 4
    assert found["other", ""] == 3
    assert found["unknown", ""] == 1


def test_pairs_and_orders_are_counted_as_they_read():
    crossed = one(PAIRS, [(1, ("go", "stop"))] * 15 + [(0, ("stop", "go"))] * 10)  # lefts in code point order: green, red
    orders = one(ORDER, [(1, ("one", "two", "three"))] * 15 + [(1 / 3, ("two", "one", "three"))] * 10)

    right = {("right", "red: stop"): 15, ("right", "green: go"): 15}
    assert counts(crossed) == {**right, ("wrong", "green: stop"): 10, ("wrong", "red: go"): 10, ("unknown", ""): 0}
    assert counts(orders) == {("right", "one → two → three"): 15, ("partly", "two → one → three"): 10, ("unknown", ""): 0}


RISING = [number / 30 for number in range(30)]
GOOD = [(0, (text,)) for text in "BCD" * 5] + [(1, ("A",))] * 15


@pytest.mark.parametrize(
    ("question", "rows", "claims", "expected"),
    [
        (CHOICE, GOOD, 2, []),
        (CHOICE, GOOD, 3, ["claims"]),
        (CHOICE, GOOD[::-1], 0, ["negative"]),
        (CHOICE, [(0, ("B",))] * 16 + [(0, ("C",)), (0, ("D",))] + [(1, ("A",))] * 12, 0, ["beaten"]),
        (CHOICE, [(0, (text,)) for text in "BCDBC"] + [(0, ())] * 20 + [(1, ("A",))] * 5, 0, ["hard"]),
        (CHOICE, [(0, ("B",)), *[(1, ("A",))] * 29], 0, ["easy", "unchosen"]),
        (CHOICE, [(0, ("B",))] * 6 + [(0, ("C",))] * 6 + [(1, ("A",))] * 18, 0, ["unchosen"]),
        (SEVERAL, [(0, ("C", "D"))] * 11 + [(0.5, ("A",))] * 12 + [(1, ("A", "B"))] * 7, 0, ["beaten"]),
        (TYPED, [(0, ("Bellows",))] * 6 + [(1, ("Anvil",))] * 24, 0, ["common"]),
        (TYPED, [(0, ("Bellows",))] * 5 + [(1, ("Anvil",))] * 25, 0, []),
    ],
)
def test_what_looks_wrong(question, rows, claims, expected):
    assert codes(one(question, rows, others=RISING, claims=claims)) == expected


@pytest.mark.parametrize(("times", "expected"), [(1, []), (10, ["weak"])])
def test_what_chance_explains_in_one_class_is_no_sign(times, expected):
    rows = [GOOD[number // 2 + 15 * (number % 2)] for number in range(30)]
    assert codes(one(CHOICE, rows * times, others=RISING * times)) == expected


def test_a_doubt_gets_smaller_with_more_pairs():
    assert below(-0.5, 30, FAIR)
    assert not below(-0.05, 30, FAIR)
    assert below(-0.05, 100, FAIR)
    assert below(-1.0, 30, FAIR)
    assert not below(1.0, 30, FAIR)
    assert not below(-1.0, 3, FAIR)
    edge = np.tanh(np.arctanh(FAIR) - 2.3263478740408408 / np.sqrt(97))
    assert below(edge - 1e-3, 100, FAIR)
    assert not below(edge + 1e-3, 100, FAIR)


def test_what_was_chosen_is_told_of_few_answers_too():
    answers = [CountedAnswer(1, 1, 0, ("B",)), CountedAnswer(2, 1, 1, ("A",)), CountedAnswer(3, 1, 0, ("B",)), CountedAnswer(4, 1, 0, ())]
    found = {(choice.kind, choice.text): choice.count for choice in chosen(CHOICE, answers)}
    assert found == {("right", "A"): 1, ("wrong", "B"): 2, ("wrong", "C"): 0, ("wrong", "D"): 0, ("unknown", ""): 1}


def test_a_sign_says_what_it_saw():
    item = one(CHOICE, [(0, ("B",))] * 16 + [(0, ("C",))] * 2 + [(1, ("A",))] * 12, others=RISING)

    assert item.signs == (
        Sign("beaten", {"option": "B", "chosen": 16, "right": "A", "right_chosen": 12}),
        Sign("unchosen", {"options": "D", "count": 1}),
    )


def test_a_distractor_that_draws_the_weak_is_a_mistake_and_no_fault():
    rows = [(0, ("B",))] * 16 + [(1, ("A",))] * 14
    fair, doubtful = one(CHOICE, rows, others=RISING), one(CHOICE, rows)

    assert codes(fair)[0] == codes(doubtful)[0] == "beaten"
    assert (fair.grave, doubtful.grave) == (False, True)


def test_where_nearly_all_are_right_one_slip_is_no_negative_discrimination():
    item = one(CHOICE, [*[(1, ("A",))] * 29, (0, ("B",))], others=RISING)

    assert item.figures.facility > EASY
    assert item.figures.discrimination < 0
    assert "negative" not in codes(item)


def test_the_gravest_sign_ranks_first():
    good, wrong = one(CHOICE, GOOD, others=RISING), one(CHOICE, GOOD[::-1], others=RISING)
    little = one(CHOICE, [(0, ("B",))] * 15 + [(1, ("A",))] * 15, others=RISING)

    assert sorted([good, little, wrong], key=lambda item: item.rank) == [wrong, little, good]
    assert [item.grave for item in (wrong, little, good)] == [True, False, False]
    assert len(set(SIGNS)) == len(SIGNS)


SLIP = [(1, ("one", "two", "three"))] * 20 + [(0.8, ("two", "one", "three"))] * 3 + [(0, ("three", "one", "two"))]


def test_the_slip_of_one_strong_learner_is_no_sign():
    others = [*RISING[:20], *RISING[:3], 1.0]
    item = one(ORDER, SLIP, others=others)
    assert item.figures.facility < EASY
    assert item.figures.discrimination < -0.3
    assert below(item.figures.discrimination, len(SLIP), FAIR)
    assert codes(item) == []


def test_the_slips_of_several_strong_learners_are_one():
    rows = [(1, ("one", "two", "three"))] * 18 + [(0, ("three", "one", "two"))] * 6
    assert "negative" in codes(one(ORDER, rows, others=[*RISING[:18], *[1.0] * 6]))


@pytest.mark.parametrize(("scores", "expected"), [([], 0), ([1, 1], 0), ([0, 1], 0.5), ([0, 1, 1, 1], 0.75)])
def test_the_share_of_the_one_farthest_off(scores, expected):
    assert largest_share(scores) == pytest.approx(expected)


def test_a_mistake_that_the_author_foresaw_is_not_said_to_be_right_perhaps():
    known = by_name("short_answer").load(
        {"id": "typed", "prompt": "Who?", "answer": "the Anvil", "mistakes": [{"text": "Bellows", "feedback": "That is the other bank."}]}
    )
    rows = [(0, ("bellows",))] * 8 + [(0, ("Tongs",))] * 6 + [(1, ("Anvil",))] * 16
    assert [sign.params["text"] for sign in one(TYPED, rows).signs if sign.code == "common"] == ["bellows"]
    assert [sign.params["text"] for sign in one(known, rows).signs if sign.code == "common"] == ["Tongs"]
    assert "common" not in codes(one(known, [row for row in rows if row[1] != ("Tongs",)]))
