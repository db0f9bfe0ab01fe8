"""Simulated learners study, and how they fared is known."""

from dataclasses import replace
from datetime import date

import pytest

from quizapp.domain.simulation import trials
from quizapp.domain.simulation.courses import made_up
from quizapp.domain.simulation.trials import Learner, TrialSettings, learners, run

COURSE = made_up(8, 16)
TRIAL = TrialSettings(days=20, minutes=3, new=3, seed=5)
MIDDLING = Learner(0, 0.0)


def outcome(policy="app", truth="act-r", learner=MIDDLING, trial=TRIAL, *, filled=False):
    return run(COURSE, policy, truth, learner, trial, filled=filled)


def test_equal_seeds_give_equal_outcomes_and_others_do_not():
    assert outcome() == outcome()
    assert outcome() != outcome(trial=replace(TRIAL, seed=6))
    assert learners(3, 1) == learners(3, 1) != learners(3, 2)


def test_learners_can_be_of_one_ability():
    assert {one.ability for one in learners(3, 1, -1.0)} == {-1.0}
    assert len({one.ability for one in learners(3, 1)}) == 3


@pytest.mark.parametrize("truth", ["act-r", "dash"])
def test_the_strong_remember_more_of_it_in_less_time(truth):
    weak, strong = (outcome(truth=truth, learner=Learner(0, ability)) for ability in (-1.5, 1.5))

    assert strong.recall > weak.recall
    assert strong.minutes < weak.minutes


@pytest.mark.parametrize("policy", ["app", "fsrs"])
def test_to_be_surer_takes_longer_and_holds_more(policy):
    loose, sure = (outcome(policy, trial=replace(TRIAL, days=60, minutes=None, retention=retention)) for retention in (0.8, 0.95))

    assert sure.recall > loose.recall
    assert sure.minutes > loose.minutes


def test_nobody_studies_longer_than_the_minutes_nor_on_days_off():
    short = outcome(trial=replace(TRIAL, minutes=1, attendance=0.5), filled=True)
    unlimited = outcome(trial=replace(TRIAL, minutes=None, attendance=1))

    assert 0 < sum(count == 0 for count in short.answers) < 20
    assert short.minutes < 20 * 2
    assert all(unlimited.answers[:3])


def test_what_was_never_asked_and_when_the_last_fact_was_begun():
    short = outcome("list", trial=replace(TRIAL, days=1, attendance=1))

    assert short.begun_by is None
    assert short.unasked == pytest.approx(1 - 6 / 16)
    assert 2 < outcome("list").begun_by <= 20


def test_recall_falls_afterwards_and_the_hardest_questions_are_fewer():
    ended = outcome()

    assert ended.later < ended.recall
    assert 0 <= ended.held <= 1
    assert ended.bias is not None
    assert outcome("list").bias is None


def test_a_weak_learner_with_little_time_is_asked_nearly_everything():
    """Before further questions could go before due ones a sixth was never asked, in any of these."""
    course, trial = made_up(60, 160), TrialSettings(days=40, minutes=3, seed=1910)
    studied = [run(course, "app", truth, Learner(number, -1.0), trial, filled=False) for truth in ("act-r", "dash") for number in (0, 1)]

    assert max(one.unasked for one in studied) < 0.05
    assert sum(one.recall for one in studied) / 4 > 0.59


@pytest.mark.parametrize("begin", [date(2026, 3, 20), date(2026, 10, 20), date(2026, 4, 1), date(9990, 2, 1)])
def test_the_day_on_which_it_begins_makes_no_difference(monkeypatch, begin):
    """Neither nights on which clocks change (in London, New York, on Lord Howe) nor a year that is far away."""
    usual = outcome()
    monkeypatch.setattr(trials, "BEGIN", begin)

    assert outcome() == usual
