"""A goal is within reach, perhaps, or unlikely, and is never said to need minutes if the plan is enough."""

import pytest

from quizapp.domain.memory.expected_score import ExpectedScore, Minutes
from quizapp.domain.memory.goals import GoalOutlook, goals_outlook


def score(low, middle, high):
    return ExpectedScore(40, middle, low, high, 40.0, 10.0)


LITTLE, SOME, MUCH = score(5, 10, 15), score(15, 22, 29), score(21, 30, 35)
WAYS = [Minutes(5, SOME, whole=False), Minutes(10, MUCH, whole=True)]


@pytest.mark.parametrize(
    ("goal", "chance", "minutes", "expected", "fewest"),
    [
        (25, "enough", 0, 10, False),
        (50, "minutes", 5, 22, True),
        (70, "minutes", 10, 30, False),
        (80, "possible", 10, 30, False),
        (90, "unlikely", 10, 30, False),
    ],
)
def test_what_leads_to_a_goal(goal, chance, minutes, expected, fewest):
    assert goals_outlook([goal], LITTLE, LITTLE, WAYS) == [GoalOutlook((goal,), chance, minutes, expected, fewest)]


def test_a_goal_that_is_reached_without_any_study_takes_no_minutes():
    assert goals_outlook([70], SOME, MUCH, WAYS)[0].chance == "enough"


def test_without_minutes_the_plan_alone_tells():
    assert [(one.chance, one.minutes, one.expected) for one in goals_outlook([25, 35, 90], LITTLE, LITTLE, [])] == [
        ("enough", 0, 10),
        ("possible", 0, 10),
        ("unlikely", 0, 10),
    ]


def test_the_plan_can_be_the_only_one_that_may_reach_it():
    assert goals_outlook([80], MUCH, LITTLE, WAYS[:1]) == [GoalOutlook((80,), "possible", 0, 30, fewest=False)]


def test_what_is_the_same_for_neighbors_is_said_together():
    assert [one.goals for one in goals_outlook([70, 80, 90], LITTLE, LITTLE, [])] == [(70, 80, 90)]
    assert [one.goals for one in goals_outlook([10, 20, 70], LITTLE, LITTLE, WAYS)] == [(10, 20), (70,)]
