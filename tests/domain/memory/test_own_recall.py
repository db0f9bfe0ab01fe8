"""What a learner's own answers say about their recall."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.memory import Answered, is_known, replay
from quizapp.domain.memory.own_recall import NEWEST, LaterAnswer, OwnRecall, RecentAnswers, leaning
from quizapp.domain.memory.scheduling import Rating

DAY = date(2026, 3, 2)
LATER = st.builds(LaterAnswer, st.sampled_from([0.5, 0.75, 0.875, 0.9375]), st.booleans(), st.booleans())  # sums of these are exact


def after(*answers):
    recent = RecentAnswers()
    for answer in answers:
        recent.add(answer)
    return recent.own


def fared(right, of, *, lasting=False):
    """Somebody who was right in some answers of which 80 in 100 were expected."""
    return after(*(LaterAnswer(0.8, number < right, lasting) for number in range(of)))


def test_without_answers_the_curve_is_that_of_fsrs():
    assert OwnRecall().shift == 0
    assert after(None, None) == OwnRecall()
    assert [OwnRecall().adjusted(recall) for recall in (0.0, 0.3, 1.0)] == [0.0, 0.3, 1.0]


def test_who_recalls_more_than_predicted_recalls_more():
    strong, as_said, weak = fared(98, 100), fared(80, 100), fared(50, 100)
    assert strong.adjusted(0.8) > as_said.adjusted(0.8) > weak.adjusted(0.8)
    assert strong.adjusted(0.8) > 0.9
    assert weak.adjusted(0.8) < 0.5
    assert 0.75 < as_said.adjusted(0.8) < 0.8  # a right answer was luck in part


def test_few_answers_say_little():
    assert 0 > fared(0, 1).shift > fared(0, 5).shift > fared(0, 50).shift


def test_answers_after_a_week_or_more_say_most():
    soon, late = fared(60, 80), [LaterAnswer(0.8, right, lasting=True) for right in (False, True) * 20]
    assert after(*late).shift < soon.plus(late[0]).shift < soon.shift
    kept = [LaterAnswer(0.8, right=True, lasting=False)] * 60
    assert after(*kept, *late).shift < after(*kept, *(one._replace(lasting=False) for one in late)).shift


@given(st.lists(LATER, max_size=30), st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_recall_stays_a_probability_and_keeps_its_order(answers, recalls):
    adjusted = [after(*answers).adjusted(recall) for recall in sorted(recalls)]
    assert all(0 <= one <= other <= 1 for one, other in pairwise(adjusted))


@given(st.lists(LATER, max_size=30))
def test_the_order_of_the_answers_does_not_matter_and_one_can_be_taken_away(answers):
    assert after(*answers) == after(*answers[::-1])
    for answer in answers:
        assert after(*answers).plus(answer).plus(answer, -1) == after(*answers)


@given(st.lists(st.one_of(st.none(), LATER), min_size=1, max_size=30))
def test_the_newest_answers_count_whether_they_say_anything_or_not(answers):
    before = [LaterAnswer(0.5, right=False, lasting=True)] * (NEWEST - len(answers) + 3)
    assert after(*before, *answers) == after(*before[3:], *answers)


def test_a_shift_makes_the_mean_true_as_far_as_there_are_answers():
    assert leaning(0, 0, 0, 20) == 0
    assert leaning(0, 0, 0, 20, before=-0.5) == -0.5
    assert leaning(10, 8, 8.0, 20) == pytest.approx(0)
    assert leaning(10_000, 5_000, 8_000, 20) == pytest.approx(leaning(10_000, 5_000, 8_000, 20, before=1.0), abs=0.02)


HISTORY = st.lists(st.tuples(st.integers(0, 40), st.sampled_from([Rating.AGAIN, Rating.GOOD])), min_size=1, max_size=10)


@given(HISTORY, st.lists(LATER, max_size=40), st.sampled_from([0.0, 0.25]))
def test_without_an_answer_known_is_lost_once_at_most_whoever_it_is(history, answers, chance):
    day, given_answers = DAY, []
    for gap, rating in history:
        day += timedelta(gap)
        given_answers.append((1, Answered(day, rating, right=rating > Rating.AGAIN)))
    memory, own = replay(given_answers)[1], after(*answers)
    known = [is_known(memory, day + timedelta(days), chance=chance, own=own) for days in (*range(60), 100, 400, 3000)]
    assert known == sorted(known, reverse=True)


def test_the_same_memory_is_known_to_one_and_not_to_another():
    answers = [(1, Answered(DAY + timedelta(day), Rating.GOOD, right=True)) for day in (0, 1, 4)]
    memory = replay(answers)[1]
    days = next(days for days in range(1000) if not is_known(memory, DAY + timedelta(days), chance=0)) - 1
    assert days > 4
    assert is_known(memory, DAY + timedelta(days), chance=0, own=fared(99, 100))
    assert not is_known(memory, DAY + timedelta(days), chance=0, own=fared(60, 100))
    assert is_known(memory, DAY + timedelta(days + 10), chance=0, own=fared(99, 100))
