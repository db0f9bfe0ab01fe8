"""What was said against what happened."""

from dataclasses import replace
from datetime import date, timedelta
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.calibration import (
    CLUSTERS,
    ENOUGH,
    Group,
    PastAnswer,
    Prediction,
    RightShare,
    ScoredQuestion,
    calibrate,
    predictions,
    wilson,
)
from quizapp.domain.memory.guessing import with_guess
from quizapp.domain.memory.memory import Answered, advance, is_known
from quizapp.domain.memory.own_recall import LASTING, LaterAnswer, RecentAnswers
from quizapp.domain.memory.scheduling import Rating, recall

DAY = date(2026, 3, 2)
CHOICE = {1: ScoredQuestion(chance=0.25)}
TYPED = {1: ScoredQuestion()}

shares = st.floats(0.01, 0.99)
scores = st.builds(Prediction, shares, st.booleans(), shares, st.integers(1, 20), st.booleans())


def past(day, recall=None, *, right=True, **values):
    """An answer to question 1 by learner 7, `day` days after the first one."""
    kept = {"said": recall, "remembered": right, "right": right} | values
    return PastAnswer(7, 1, DAY + timedelta(day), recall, **kept)


def said(probability, right, wrong, **values):
    """Right and wrong answers about which a probability was said, each on a day of its own."""
    one = Prediction(probability, right=True, plain=probability, cluster=0)
    outcomes = [True] * right + [False] * wrong
    return [replace(one, right=outcome, cluster=number, **values) for number, outcome in enumerate(outcomes)]


def test_first_answers_same_days_cards_and_other_questions_are_left_out():
    answers = [
        past(0),
        past(0, 1.0),
        past(3, 0.8),
        past(3, 1.0),
        past(5, 0.9, flipped=True),
        past(9, 0.7, said=None),
        replace(past(9, 0.7), question=2),
    ]
    assert [one.said for one in predictions(answers, TYPED)] == [0.8]


def test_a_first_answer_is_predicted_without_a_memory_and_stands_apart():
    answers = [past(0, said=0.4, with_guess=True), past(0, 1.0), past(3, 0.8)]
    scored = predictions(answers, CHOICE)
    assert [(one.said, one.plain is None, one.known) for one in scored] == [(0.4, True, False), (with_guess(0.8, 0.25), False, False)]
    held = calibrate(scored)
    assert (held.all.answers, held.firsts.answers, held.firsts.said, held.firsts.right) == (1, 1, 0.4, 1)
    assert calibrate(scored[1:]) == replace(held, firsts=Group(0, 0))


def test_a_guess_is_part_of_what_is_said_unless_it_already_is():
    [one] = predictions([past(3, 0.8)], CHOICE)
    assert one.said == one.plain == pytest.approx(0.85)
    [other] = predictions([past(3, 0.8, said=0.6, with_guess=True)], CHOICE)
    assert (other.said, other.plain) == (0.6, pytest.approx(0.85))


def test_answers_hang_together_by_learner_or_by_day():
    [one], [other] = predictions([past(3, 0.8)], TYPED), predictions([past(3, 0.8)], TYPED, by_day=True)
    assert (one.cluster, other.cluster) == (7, (DAY + timedelta(3)).toordinal())


def test_a_mostly_right_answer_is_remembered_and_ends_what_was_known():
    answers = [past(0), past(1, 0.9), past(3, 0.9), past(6, 0.9, right=False, remembered=True), past(9, 0.9)]
    assert [(one.right, one.known) for one in predictions(answers, TYPED)] == [(True, False), (True, True), (True, True), (True, False)]


def test_only_the_hardest_question_makes_a_fact_known():
    answers = [past(0), past(1, 0.9), past(3, 0.9)]
    assert [one.known for one in predictions(answers, {1: ScoredQuestion(hardest=False)})] == [False, False]


def test_what_came_before_the_first_answer_at_hand_is_not_taken_for_the_first_day():
    assert [one.known for one in predictions([past(40, 0.9), past(50, 0.9)], TYPED)] == [False, True]
    assert [one.known for one in predictions([past(40, 1.0), past(50, 0.9)], TYPED)] == [False]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(Rating), st.booleans(), st.booleans()), max_size=12),
    st.sampled_from([0.0, 0.25, 0.5]),
)
def test_a_fact_is_called_known_exactly_when_memory_says_so(history, chance):
    memory, day, answers, known, recent = None, DAY, [], [], RecentAnswers()
    for gap, rating, fully, flipped in history:
        day += timedelta(gap)
        remembered = rating > Rating.AGAIN
        right = remembered and fully
        before = recall(memory.state, day) if memory else None
        if before is not None and before < 1 and not flipped:
            known.append(is_known(memory, day, chance=chance, own=recent.own))
        answers.append(PastAnswer(7, 1, day, before, before, remembered, right, flipped, in_study=not flipped))
        asked = day in {answer.day for answer in answers[:-1] if answer.in_study}
        later = memory is not None and not flipped and not asked
        recent.add(LaterAnswer(before, remembered, (day - memory.state.last).days >= LASTING) if later else None)
        memory = advance(memory, Answered(day, rating, right=right, context="cards" if flipped else "study"))
    assert [one.known for one in predictions(answers, {1: ScoredQuestion(chance)})] == known


@given(st.lists(scores, max_size=60))
def test_every_prediction_is_in_one_group_that_contains_it(scored):
    held = calibrate(scored)
    assert sum(group.answers for group in held.groups) == held.all.answers == len(scored)
    assert sum(group.right for group in held.groups) == held.all.right
    assert [(group.floor, group.ceiling) for group in held.groups] == [(0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1)]
    for group in held.groups:
        assert not group.answers or group.floor - 1e-9 <= group.said <= group.ceiling + 1e-9


@pytest.mark.parametrize(("probability", "number"), [(0.0, 0), (0.4999, 0), (0.5, 1), (0.6, 2), (0.7, 3), (0.8, 4), (0.9, 5), (1.0, 5)])
def test_a_bound_belongs_to_the_group_above_it(probability, number):
    assert [group.answers for group in calibrate(said(probability, 1, 0)).groups].index(1) == number


@given(st.lists(scores, max_size=60))
def test_order_does_not_matter(scored):
    one, other = calibrate(scored), calibrate(scored[::-1])
    assert (one.all.right, one.known, one.loss) == (other.all.right, other.known, other.loss)
    assert one.constant == other.constant


@given(st.lists(scores, min_size=1, max_size=60), shares)
def test_no_constant_beats_the_one_that_is_compared_with(scored, constant):
    loss = sum(-log(constant if one.right else 1 - constant) for one in scored) / len(scored)
    assert calibrate(scored).constant.loss <= loss + 1e-5


def test_the_loss_of_what_was_said():
    held = calibrate(said(0.8, 3, 1))
    assert isclose(held.loss, -(3 * log(0.8) + log(0.2)) / 4)


def test_certainty_that_fails_costs_much_and_not_infinitely():
    assert 3 < calibrate(said(1.0, 3, 1)).loss < 4


def test_what_knows_the_answers_is_closer_than_a_constant_and_what_knows_nothing_is_not():
    knows = said(0.9, 90, 10) + said(0.2, 20, 80)
    assert calibrate([replace(one, cluster=number) for number, one in enumerate(knows)]).constant.said_is == "closer"
    wrong = said(0.9, 20, 80) + said(0.2, 90, 10)
    assert calibrate([replace(one, cluster=number) for number, one in enumerate(wrong)]).constant.said_is == "further"
    assert calibrate(said(0.75, 75, 25)).constant.said_is == "open"


def test_with_few_clusters_no_predictor_is_called_closer():
    knows = said(0.9, 90, 10) + said(0.2, 20, 80)
    few = [replace(one, cluster=number % (CLUSTERS - 1)) for number, one in enumerate(knows)]
    assert calibrate(few).constant.said_is == "open"


def test_answers_that_hang_together_count_for_less():
    twelve = [replace(one, cluster=number) for number, one in enumerate(said(0.8, 7, 2) + said(0.4, 1, 2))]
    alone = [replace(one, cluster=number) for number, one in enumerate(twelve * 50)]
    assert calibrate(alone).constant.said_is == "closer"
    assert calibrate(twelve * 50).constant.said_is == "open"
    assert calibrate(twelve * 50).loss == pytest.approx(calibrate(alone).loss)


def test_plain_fsrs_is_compared_only_where_something_else_was_said():
    plain = said(0.9, 60, 40)
    assert calibrate(plain).plain is None
    held = calibrate([replace(one, said=0.6) for one in plain])
    assert held.plain
    assert held.plain.said_is == "closer"
    assert held.plain.loss > held.loss


def test_whether_a_group_is_good_too_sure_or_too_modest():
    assert Group(100, 85, said=0.85).fit == "good"
    assert Group(100, 70, said=0.85).fit == "too-sure"
    assert Group(100, 95, said=0.85).fit == "too-modest"


def test_facts_called_known():
    held = calibrate(said(0.9, 8, 2, known=True) + said(0.9, 5, 0))
    assert held.known == RightShare(10, 8)
    assert held.known.share == 0.8
    assert RightShare(0, 0).share == 0


def test_small_groups_are_not_drawn_and_do_not_count_as_off():
    held = calibrate(said(0.95, 30, 0) + said(0.65, 0, 9))
    assert [group.answers for group in held.drawn(10)] == [30]
    assert held.off(10) == pytest.approx(0.05)
    assert held.off(9) == pytest.approx((30 * 0.05 + 9 * 0.65) / 39)
    assert held.off(100) == 0


def test_enough_to_say_anything():
    assert not calibrate([]).enough
    assert not calibrate(said(0.9, ENOUGH - 1, 0)).enough
    assert calibrate(said(0.9, ENOUGH, 0)).enough


def test_nothing_was_said():
    held = calibrate([])
    assert (held.loss, held.constant.loss, held.constant.said_is, held.plain) == (0, 0, "open", None)
    assert (held.all.low, held.all.high) == (0, 1)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_contains_the_share_and_stays_a_share(right, wrong):
    low, high = wilson(right, right + wrong)
    assert 0 <= low <= high <= 1
    if right + wrong:
        assert low <= right / (right + wrong) <= high
        assert wilson(wrong, right + wrong) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("right", "answers", "low", "high"), [(21, 40, 0.375, 0.671), (103, 118, 0.801, 0.921), (0, 10, 0, 0.2775)])
def test_the_interval_is_that_of_wilson(right, answers, low, high):
    assert wilson(right, answers) == pytest.approx((low, high), abs=5e-4)


@given(shares, shares)
def test_a_guess_never_lowers_what_is_said(knowing, chance):
    assert knowing <= with_guess(knowing, chance) <= 1
