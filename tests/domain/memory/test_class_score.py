"""The average score of a class is said with an interval that holds it for students whose memory is not the program's."""

from datetime import date, timedelta

import pytest
import sitting_tests

from quizapp.domain.memory.class_score import LEAST_RUNS, MOST_RUNS, class_minutes, class_score, runs_for
from quizapp.domain.memory.forecast import Fared, Standing
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.queue import plan
from quizapp.domain.memory.slots import Slot
from quizapp.domain.simulation.courses import made_up

DAY = date(2026, 3, 2)
MIDDLING = Fared(firsts=40, firsts_right=24, later=60, later_right=54, predicted=54.0)


def slots(count):
    return [Slot(number, str(number), frozenset([str(number)])) for number in range(1, count + 1)]


def a_class(students, facts=20, days=5):
    test = ComingTest(DAY + timedelta(days=days), frozenset(str(number) for number in range(1, facts + 1)))
    left = plan(slots(facts), {}, [], DAY, daily_new=10, tests=[test])
    return [Standing(slots(facts), {}, left, DAY, 10, MIDDLING, tests=(test,)) for _ in range(students)], test


def test_who_studies_meets_everything_and_scores_more():
    standings, test = a_class(5)
    planned, idle = (class_score(standings, test, {}, "1", study=study) for study in (True, False))

    assert (planned.students, planned.facts, planned.met, idle.met) == (5, 20, 20, 0)
    assert planned.low < planned.middle < planned.high
    assert idle.high < planned.middle


def test_equal_seeds_expect_the_same_and_a_lucky_guess_counts():
    standings, test = a_class(5, days=0)

    assert class_score(standings, test, {}, "7") == class_score(standings, test, {}, "7")
    assert class_score(standings, test, dict.fromkeys(range(1, 21), 0.9), "7").middle > class_score(standings, test, {}, "7").middle


def test_a_larger_class_differs_less_from_what_is_expected():
    few, many = (class_score(*a_class(students, days=2), {}, "1", runs=6) for students in (3, 30))

    assert many.high - many.low < few.high - few.low


def test_a_large_class_is_simulated_less_often():
    assert runs_for(a_class(2)[0], 3) == MOST_RUNS
    assert runs_for(a_class(30, 200)[0], 28) == LEAST_RUNS


def test_the_minutes_for_a_goal_are_the_fewest_that_reach_it():
    standings, test = a_class(8, 60)
    easy, hard = (class_minutes(standings, test, {}, "1", goal) for goal in (30, 70))

    assert 0 < easy <= hard
    assert class_minutes(standings, test, {}, "1", 100) == 0


@pytest.mark.parametrize("size", [10, 30])
def test_the_interval_holds_the_average_of_simulated_classes(size):
    """A small draw of what decision 33 measures."""
    course = made_up(20, 30)
    taken = [sat for truth in ("act-r", "dash") for sat in sitting_tests.pool(truth, 16, course, 3, 5)]
    held = [one.held for one in sitting_tests.classes(taken, size, 10, course)]

    assert sum(held) >= 7
