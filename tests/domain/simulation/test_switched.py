"""The app with a rule switched off or with another order: each differs from the app in just that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizapp.domain.memory.slots import Slot
from quizapp.domain.simulation.courses import Course, made_up
from quizapp.domain.simulation.policies import POLICIES, App, Setting
from quizapp.domain.simulation.switched import LONGEST_FIRST, SWITCHED
from quizapp.domain.simulation.trials import Learner, TrialSettings, run

DAY = date(2026, 3, 2)
PAIR = Course([Slot(1, "a", frozenset("a"), 2), Slot(2, "a", frozenset("a"))], {1: 0.0, 2: 0.25}, {})
APART = Course([Slot(number, str(number), frozenset(str(number))) for number in range(1, 9)], dict.fromkeys(range(1, 9), 0.0), {})


def way(name, course=APART, *, new=20, filled=False, truth=None):
    made = (POLICIES | SWITCHED)[name](course, Setting(new, filled, "7"))
    made.truth = truth or (lambda question, day: 0.5)
    return made


def on(days):
    return DAY + timedelta(days=days)


def study(made, day, *, wrong=()):
    """Study a day to its end; return what was asked. The questions in `wrong` are missed the first time."""
    asked = []
    while len(asked) < 40 and (question := made.choose(day)) is not None:
        made.answered(question, day, right=question not in wrong or question in asked)
        asked.append(question)
    return asked


def begun(name, course=APART, **more):
    """Eight facts, each begun on a day of its own and answered a second time a day later: FSRS expects another recall of each."""
    made = way(name, course, **more)
    for question in sorted(made.slots):
        for days in (question, question + 1):
            made.day, made.today = on(days), []
            made.answered(question, on(days), right=True)
    made.today = []
    return made


@pytest.mark.parametrize("name", SWITCHED)
def test_each_is_a_variation_of_the_app_and_can_be_tried(name):
    assert issubclass(SWITCHED[name], App)
    assert name not in POLICIES
    found = run(made_up(6, 12), name, "dash", Learner(0, 0.0), TrialSettings(days=12, minutes=3, new=3), filled=True)
    assert 0 < found.recall < 1


def test_without_tomorrow_the_first_review_is_that_of_fsrs():
    for name, same in (("app", False), ("no-tomorrow", True)):
        made = way(name)
        made.answered(1, DAY, right=True)
        memory = made.facts["1"][1]
        assert (memory.ask_day == memory.state.due) is same
        assert made.ask_days[1] == memory.ask_day


def test_without_siblings_a_miss_leaves_the_others_where_they_were():
    for name, moved in (("app", True), ("no-siblings", False)):
        made = way(name, PAIR)
        for days in (0, 1, 4):
            made.answered(2, on(days), right=True)
        before = made.ask_days[2]
        made.answered(1, on(5), right=False)
        assert (made.ask_days[2] != before) is moved


def test_without_a_choice_a_miss_returns_as_itself():
    assert study(way("app", PAIR), DAY, wrong=[1])[:2] == [1, 2]
    assert study(way("no-choice", PAIR), DAY, wrong=[1])[:2] == [1, 1]


def test_without_clashes_both_questions_on_a_fact_are_asked_on_a_day():
    assert len(study(way("app", PAIR), DAY)) == 1
    assert study(way("no-clashes", PAIR), DAY) == [1, 2]


def test_ahead_may_begin_with_the_soonest_day():
    app, soonest = (begun(name, filled=True) for name in ("app", "ahead-soonest"))
    day = on(10)
    for made in (app, soonest):
        made.ask_days = {1: on(40), 2: on(30), 3: on(20)} | {question: on(50 + question) for question in range(4, 9)}
    assert study(app, day)[:3] == [1, 2, 3]
    assert study(soonest, day) == [3, 2, 1, 4, 5, 6, 7, 8]
    assert soonest.left(day).ahead == ()
    assert study(way("ahead-soonest", filled=True), DAY) == list(range(1, 9))


def test_what_is_due_may_go_by_recall():
    day = on(200)
    lowest = begun("due-lowest").left(day).due
    assert len(lowest) == 8
    assert begun("due-highest").left(day).due == lowest[::-1]
    assert lowest[0] == 1  # answered longest ago


def test_what_never_was_asked_comes_before_the_lowest():
    assert way("due-lowest").said(1, DAY) < 0


def test_ahead_may_go_by_recall():
    day = on(10)
    app, lowest = (begun(name, filled=True) for name in ("app", "ahead-lowest"))
    for made in (app, lowest):
        made.ask_days = dict.fromkeys(made.ask_days, on(30))
        memory = made.facts["5"][5]
        made.facts["5"][5] = replace(memory, state=replace(memory.state, stability=0.1))
    assert app.left(day).ahead == (1, 2, 3, 4, 5, 6, 7, 8)
    assert lowest.left(day).ahead == (5, 1, 2, 3, 4, 6, 7, 8)


def test_a_first_interval_may_know_the_truth():
    def falling(question, day):
        return 0.95 - 0.01 * (day - DAY).days if question == 1 else 0.99

    made = way("first-true", truth=falling)
    for question in (1, 2):
        made.answered(question, DAY, right=True)
    assert [(made.ask_days[question] - DAY).days for question in (1, 2)] == [5, LONGEST_FIRST]
    made.answered(3, DAY, right=False)
    made.answered(1, on(5), right=True)
    assert made.ask_days[3] == on(1)
    assert made.ask_days[1] == made.facts["1"][1].state.due


def test_the_ceiling_asks_what_was_truly_forgotten_the_lowest_first():
    truth = {1: 0.95, 2: 0.8, 3: 0.5, 4: 0.93}
    made = begun("ceiling", filled=True, truth=lambda question, day: truth.get(question, 0.99))
    made.ask_days[1] = on(9)
    left = made.left(on(10))
    assert left.due == (3, 2)
    assert left.ahead[:2] == (4, 1)
    assert made.ask_days[1] == on(9)
