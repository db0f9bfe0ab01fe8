"""How well a class remembers a fact."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.class_memory import HeldFact, predicted, together, weaker
from quizapp.domain.memory.progress import Strength
from quizapp.domain.memory.scheduling import State, recall

DAY = date(2026, 3, 2)


@given(st.floats(0.05, 3000), st.integers(0, 4000))
def test_the_curve_is_that_of_the_scheduler(stability, days):
    state = State(stability, 5.0, DAY, DAY)
    assert predicted(stability, days) == pytest.approx(recall(state, DAY + timedelta(days)), abs=1e-9)


def test_a_day_before_the_last_answer_counts_as_its_day():
    assert predicted(3.0, -5) == 1


def test_what_was_missed_last_is_weaker_than_anything_predicted():
    missed, old = HeldFact(1.0, right=False), HeldFact(0.4, right=True)
    assert weaker(None, old) == old
    assert weaker(missed, old) == weaker(old, missed) == missed
    assert weaker(old, HeldFact(0.9, right=True)) == old


@pytest.mark.parametrize(
    ("recalls", "students", "strength"),
    [
        ([], 10, Strength.NEW),
        ([], 0, Strength.NEW),
        ([1.0] * 4, 10, Strength.BEGUN),
        ([1.0] * 5, 10, Strength.FADING),
        ([1.0] * 8, 10, Strength.SOLID),
        ([0.85] * 10, 10, Strength.SOLID),
        ([0.6] * 10, 10, Strength.FADING),
        ([0.4] * 10, 10, Strength.DUE),
    ],
)
def test_strengths(recalls, students, strength):
    held = together([HeldFact(recall, right=True) for recall in recalls], students)
    assert held.strength == strength
    assert held.asked == len(recalls)
    assert held.share == pytest.approx(sum(recalls) / max(1, students))


def test_who_is_losing_it():
    held = together([HeldFact(0.95, right=True), HeldFact(0.79, right=True), HeldFact(1.0, right=False), HeldFact(0.8, right=True)], 5)
    assert held.losing == 2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.integers(0, 10))
def test_more_students_who_were_never_asked_make_no_class_stronger(recalls, more):
    order = [Strength.DUE, Strength.FADING, Strength.SOLID]
    held = [HeldFact(recall, right=True) for recall in recalls]
    few, many = together(held, len(held)), together(held, len(held) + more)
    assert many.share <= few.share
    assert many.strength == Strength.BEGUN or order.index(many.strength) <= order.index(few.strength)
