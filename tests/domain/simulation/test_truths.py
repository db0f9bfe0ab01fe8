"""The two truths of memory forget, gain by practice and by spacing, and answer to difficulty, ability and siblings."""

from math import exp, log

import pytest

from quizapp.domain.simulation.truths import SLIP, TRANSFER, TRUTHS, ActR, Dash, Item, When, right_chance

ITEMS = [Item(1, "a", 0.0, 0.0), Item(2, "a", 0.0, 0.25), Item(3, "b", 0.0, 0.0), Item(4, "c", 1.0, 0.0)]
ALL = pytest.mark.parametrize("name", TRUTHS)


def practised(name, days, question=1, *, ability=0.0, right=True):
    """A learner who practised a question once on each of these days."""
    memory = TRUTHS[name].begin(ITEMS, ability)
    for number, day in enumerate(days):
        memory.study(question, When(day, 60.0 * (number + 1)), right=right)
    return memory


def recalled(memory, day, question=1):
    return memory.recall(question, When(day, 3600))


@ALL
def test_what_is_practised_is_remembered_better_and_forgotten_with_time(name):
    memory = practised(name, [0])

    assert recalled(memory, 1) > recalled(practised(name, []), 1)
    assert recalled(memory, 1) > recalled(memory, 10) > recalled(memory, 60)


@ALL
def test_practice_on_more_days_is_remembered_longer(name):
    assert recalled(practised(name, [0, 3, 10]), 60) > recalled(practised(name, [10]), 60)


def test_spaced_practice_lasts_longer_than_massed():
    assert recalled(practised("act-r", [0, 4, 8]), 60) > recalled(practised("act-r", [8, 8, 8]), 60)


@ALL
def test_the_hard_is_known_less_and_the_strong_know_more(name):
    memory = practised(name, [])

    assert recalled(memory, 1, question=4) < recalled(memory, 1, question=3)
    assert recalled(practised(name, [], ability=1), 1) > recalled(practised(name, [], ability=-1), 1)


@ALL
def test_an_answer_practises_the_other_questions_of_its_fact_and_no_others(name):
    memory, before = practised(name, [0]), practised(name, [])

    assert recalled(before, 1, question=2) < recalled(memory, 1, question=2) < recalled(memory, 1)
    assert recalled(memory, 1, question=3) == recalled(before, 1, question=3)


@pytest.mark.parametrize("kind", ["act-r", "dash"])
def test_a_setting_is_harder_or_easier(kind):
    harder, middle, easier = (recalled(practised(kind + name, [0, 1]), 20) for name in ("-harder", "", "-easier"))

    assert harder < middle < easier


def test_act_r_is_the_formula_of_its_paper():
    truth = ActR(base=0.0)
    memory = truth.begin([ITEMS[0]], 0.0)
    first = 600.0**-0.177
    memory.study(1, When(0, 600), right=False)
    later = 86_400 * 0.025 + 700
    activation = log(later**-0.177 + (later - 600) ** -(0.217 * first + 0.177))

    assert memory.recall(1, When(1, 700)) == pytest.approx(1 / (1 + exp((-0.704 - activation) / 0.255)))


def test_dash_is_the_formula_of_its_paper():
    memory = Dash(base=0.0).begin([ITEMS[0]], 0.0)
    memory.study(1, When(0, 10), right=True)
    memory.study(1, When(5, 20), right=False)
    # On day 8 a week back there is the miss alone, and a month back both answers, one of them right.
    logit = 0.1255 * log(2) + (0.0933 - 0.1485) * log(3) + (0.572 + 0.4801) * log(2)

    assert memory.recall(1, When(8, 30)) == pytest.approx(1 / (1 + exp(-logit)))


def test_a_right_answer_may_be_a_guess_and_a_miss_a_slip():
    assert right_chance(1.0, 0.25) == pytest.approx(1 - SLIP)
    assert right_chance(0.0, 0.25) == pytest.approx((1 - SLIP) * 0.25)
    assert right_chance(0.0, 0.0) == 0
    assert 0 < TRANSFER < 1
