"""The score of a test is said with an interval that holds it for learners whose memory is not the program's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sitting_tests

from quizapp.domain.memory.expected_score import (
    LEAST_RUNS,
    MOST_RUNS,
    TRIED,
    ExpectedScore,
    distribution,
    expected_score,
    leanings,
    minutes_for,
    minutes_said_from,
    runs_for,
    uncertain,
)
from quizapp.domain.memory.forecast import Fared, Standing
from quizapp.domain.memory.memory import Answered, replay
from quizapp.domain.memory.preparing import ComingTest
from quizapp.domain.memory.queue import DayPlan, plan
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.memory.slots import Slot
from quizapp.domain.simulation.courses import made_up

DAY = date(2026, 3, 2)
ALWAYS = Fared(firsts=10**6, firsts_right=10**6, later=10**6, later_right=10**6, predicted=9e5)


def slots(count):
    return [Slot(number, str(number), frozenset([str(number)])) for number in range(1, count + 1)]


def coming(count, days=5):
    return ComingTest(DAY + timedelta(days=days), frozenset(str(number) for number in range(1, count + 1)))


def fresh(count, fared=Fared(), *, daily_new=10, days=5):  # noqa: B008 - immutable
    test = coming(count, days)
    left = plan(slots(count), {}, [], DAY, daily_new=daily_new, tests=[test])
    return Standing(slots(count), {}, left, DAY, daily_new, fared, tests=(test,)), test


def test_the_number_right_of_several_chances():
    assert distribution([]) == [1.0]
    assert distribution([0.5, 0.5]) == pytest.approx([0.25, 0.5, 0.25])
    assert distribution([1.0, 0.25]) == pytest.approx([0, 0.75, 0.25])


def test_who_studies_is_expected_to_score_more_and_meets_everything():
    standing, test = fresh(20)
    planned, stopped = (expected_score(standing, test, {}, "1", study=study) for study in (True, False))

    assert planned.low <= planned.middle <= planned.high
    assert planned.middle > stopped.middle
    assert (planned.facts, planned.met) == (20, 20)
    assert (stopped.met, stopped.answers) == (0, 0)
    assert planned.answers > 4


def test_only_the_facts_of_the_test_count():
    standing, _ = fresh(20)

    assert expected_score(standing, coming(5), {}, "1").facts == 5


def test_equal_seeds_expect_the_same():
    standing, test = fresh(30)

    assert expected_score(standing, test, {}, "7") == expected_score(standing, test, {}, "7")


def test_nothing_is_expected_below_a_lucky_guess():
    never = Fared(firsts=10**6, later=10**6, predicted=9e5)
    standing, test = fresh(20, never, days=0)

    assert expected_score(standing, test, {}, "1").middle == 0
    assert expected_score(standing, test, dict.fromkeys(range(1, 21), 0.5), "1").middle == 10


def test_a_test_of_nothing_and_a_test_today():
    assert expected_score(Standing([], {}, DayPlan(), DAY, 10), coming(0), {}, "1") == ExpectedScore(0, 0, 0, 0, 0.0, 0.0)
    standing, test = fresh(10, days=0)
    assert expected_score(standing, test, {}, "1") == expected_score(standing, test, {}, "1", study=False)


def test_a_fact_counts_by_the_mean_of_its_questions():
    both = [Slot(1, "1", frozenset("1")), Slot(2, "1", frozenset("1"))]
    memories = replay([(1, Answered(DAY - timedelta(days=gap), Rating.GOOD, right=True)) for gap in (9, 8)])
    standing = Standing(both, memories, DayPlan(), DAY, 0, Fared(firsts=10**6))

    assert expected_score(standing, coming(1, 0), {}, "1", study=False).middle == 0
    assert expected_score(replace(standing, slots=both[:1]), coming(1, 0), {}, "1", study=False).middle == 1


def test_the_interval_narrows_with_answers():
    assert uncertain(Fared()) > uncertain(Fared(firsts=20)) > uncertain(Fared(firsts=20, later=200)) > 0.1
    (few, test), (many, _) = fresh(40), fresh(40, Fared(firsts=600, firsts_right=360, later=900, later_right=810, predicted=810.0))
    wide, narrow = (expected_score(one, test, {}, "1") for one in (few, many))
    assert wide.high - wide.low > narrow.high - narrow.low


def test_a_large_deck_is_simulated_less_often():
    assert runs_for(fresh(10)[0], 3) == MOST_RUNS
    assert runs_for(fresh(300)[0], 40) == LEAST_RUNS


def tried(count, days):
    standing, test = fresh(count, daily_new=1, days=days)
    return [way.minutes for way in minutes_for(standing, test, {}, "1")]


def test_a_large_deck_tries_fewer_minutes_or_none():
    assert set(tried(300, 18)) <= {10, 20, 45}
    assert set(tried(500, 20)) <= {10, 30}
    assert tried(700, 20) == [15]
    assert tried(1500, 28) == []


@pytest.mark.parametrize("count", [900, 1500, 4000])
def test_minutes_are_tried_from_the_day_on_that_is_said(count):
    days = minutes_said_from(count)

    assert tried(count, days)
    assert tried(count, days + 1) == []


def test_minutes_are_never_said_without_a_doubt_about_the_learner(monkeypatch):
    runs, where = [], "quizapp.domain.memory.expected_score.leanings"
    monkeypatch.setattr(where, lambda number, spread: runs.append(number) or leanings(number, spread))
    for count, days in ((40, 5), (500, 20), (700, 20)):
        tried(count, days)

    assert runs
    assert min(runs) >= TRIED


def test_the_learners_of_the_runs_differ_as_much_as_is_unknown():
    assert leanings(1, 0.5) == [0.0]
    assert leanings(2, 0.5) == pytest.approx([-0.5, 0.5])
    assert sum(one**2 for one in leanings(7, 0.5)) / 7 == pytest.approx(0.25)


def test_more_minutes_lead_to_more_until_there_is_nothing_to_gain():
    standing, test = fresh(60, daily_new=2)
    ways = minutes_for(standing, test, {}, "1")

    assert [way.minutes for way in ways] == [5, 10, 15, 20, 30, 45][: len(ways)]
    assert ways[0].score.middle < ways[-1].score.middle
    quick, near = fresh(5, ALWAYS)
    assert [(way.minutes, way.whole) for way in minutes_for(quick, near, {}, "1")] == [(5, True)]


def test_the_interval_holds_the_score():
    """For weak, middling and strong learners in both truths, on a short way and a longer one; `tests/sitting_tests.py` prints more."""
    course = made_up(30, 50)
    held = {
        ability: [
            one.held
            for _, _, _, _, sat in sitting_tests.rows(4, course, [("act-r", ability), ("dash", ability)], [(3, 6), (6, 14)])
            for one in sat
        ]
        for ability in (-1.0, 0.0, 1.0)
    }

    assert all(sum(found) >= 12 for found in held.values()), held  # 16 each
    assert sum(map(sum, held.values())) >= 40, held


def test_everything_is_met_before_the_test():
    course = made_up(43, 81)
    assert [sitting_tests.sit("dash", 0.0, "1", course, 0, on).met for on in (2, 4)] == [43, 43]
