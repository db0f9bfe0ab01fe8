"""What practice gains: the draw, and the comparison of practised with left-out facts."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.hold_out import ENOUGH, FEWEST, ONE_IN, DrawnOutcome, compare, draw, given_away

TEN = [f"fact-{number}" for number in range(10)]


def answers(learner, practised, left_out):
    """The outcomes of a learner: (right, all) of each group."""
    return [
        DrawnOutcome(learner, left, number < right) for left, (right, of) in ((False, practised), (True, left_out)) for number in range(of)
    ]


def test_two_of_ten_facts_are_left_out_the_same_with_the_same_seed():
    drawn = draw(TEN, TEN, 0, "quiz")
    assert len(drawn) == 2
    assert drawn == draw(TEN, TEN, 0, "quiz")
    assert {draw(TEN, TEN, 0, f"quiz {number}") for number in range(20)} != {drawn}


@pytest.mark.parametrize(("free", "left"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2)])
def test_at_most_a_fifth_of_what_is_free(free, left):
    assert len(draw(TEN, TEN[:free], 3, "quiz")) == left


@given(st.sets(st.sampled_from(TEN)), st.integers(0, 200), st.text(max_size=5))
def test_only_free_facts_are_drawn(free, place, seed):
    drawn = draw(TEN, free, place, seed)
    assert drawn <= free
    assert len(drawn) == len(free) // ONE_IN


@pytest.mark.parametrize("facts", [5, 7, 10, 12, 43])
def test_each_fact_is_left_out_for_about_as_many_learners(facts):
    names = [f"fact-{number}" for number in range(facts)]
    left_out = Counter(fact for place in range(30) for fact in draw(names, names, place, "quiz"))
    assert set(left_out) == set(names)
    assert max(left_out.values()) - min(left_out.values()) <= 3


def test_whatever_is_free_each_of_it_is_as_likely():
    free = TEN[1:7]
    drawn = Counter(fact for seed in range(1200) for fact in draw(TEN, free, 4, str(seed)))
    assert set(drawn) == set(free)
    assert max(abs(count - 200) for count in drawn.values()) < 60  # 4.6 standard deviations


def test_what_practised_neighbours_may_give_away():
    neighbours = {"a": {"b"}, "b": {"a"}, "c": {"a", "x"}, "d": set()}
    assert given_away({"a", "b", "c", "d"}, neighbours) == {"c"}
    assert given_away({"a", "d"}, neighbours) == {"a"}
    assert given_away({"unknown"}, neighbours) == set()


def test_without_answers_there_is_nothing_to_say():
    gain = compare([])
    assert (gain.says, gain.learners, gain.gain, gain.practised.answers, gain.left_out.answers) == ("early", 0, 0.0, 0, 0)


def test_the_difference_is_one_within_learners():
    able, weak = answers(1, (8, 8), (2, 2)), answers(2, (2, 4), (0, 4))
    gain = compare(able + weak)
    assert (gain.practised.answers, gain.left_out.answers, gain.learners) == (12, 6, 2)
    assert gain.gain == pytest.approx((2 * 0.0 + 4 * 0.5) / 6)
    assert gain.practised.share - gain.left_out.share == pytest.approx(gain.gain)
    assert gain.left_out.share == pytest.approx(2 / 6)


def test_a_learner_with_one_group_only_says_nothing():
    assert compare(answers(1, (8, 8), (0, 0))).learners == 0
    assert compare(answers(1, (8, 8), (0, 0)) + answers(2, (1, 2), (0, 1))).practised.answers == 2


def test_a_single_learner_has_no_interval():
    gain = compare(answers(1, (80, 80), (10, 20)))
    assert (gain.low, gain.high) == (-1.0, 1.0)
    assert (gain.left_out.low, gain.left_out.high) == (0.0, 1.0)
    assert gain.says == "few"


@pytest.mark.parametrize(
    ("practised", "left_out", "says"),
    [
        ([(7, 8), (8, 8)], [(1, 2), (0, 2)], "more"),
        ([(2, 8), (1, 8)], [(2, 2), (1, 2)], "less"),
        ([(4, 8), (8, 8)], [(2, 2), (1, 2)], "open"),
    ],
)
def test_what_can_be_said(practised, left_out, says):
    everybody = [one for learner in range(ENOUGH // 2) for one in answers(learner, practised[learner % 2], left_out[learner % 2])]
    assert compare(everybody).says == says
    assert compare(everybody[:-1]).says == "early", "19 answers on left-out facts are too few"


def test_with_few_learners_nothing_is_said():
    assert compare([one for learner in range(FEWEST - 1) for one in answers(learner, (7, 8), (1, 6))]).says == "few"
    assert compare([one for learner in range(FEWEST) for one in answers(learner, (7, 8), (1 + learner % 2, 6))]).says == "more"


def test_nineteen_practised_answers_are_too_few():
    assert compare([one for learner in range(19) for one in answers(learner, (1, 1), (0, 2))]).says == "early"


def test_bounds_stay_within_what_is_possible():
    gain = compare([one for learner in range(6) for one in answers(learner, (4, 4), (learner % 2 * 4, 4))])
    assert gain.high == 1.0
    assert gain.practised.high <= 1
    assert gain.left_out.low >= 0


@pytest.mark.parametrize("learners", [8, 30])
def test_the_interval_holds_the_truth_as_often_as_it_says(learners):
    """Learners differ in ability and in what practice gives them; the truth is the mean gain."""
    rng = Random(learners)
    held = 0
    for _ in range(500):
        outcomes = []
        for learner in range(learners):
            ability, gain = rng.uniform(0.1, 0.6), rng.choice((0.1, 0.3))
            outcomes += [DrawnOutcome(learner, left_out=False, right=rng.random() < ability + gain) for _ in range(16)]
            outcomes += [DrawnOutcome(learner, left_out=True, right=rng.random() < ability) for _ in range(4)]
        found = compare(outcomes)
        held += found.low <= 0.2 <= found.high
    assert 0.93 <= held / 500 <= 0.97
