"""How well a class remembers a fact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.class_memory import HeldFact, HeldQuestion, together
from quizapp.domain.memory.progress import Strength
from quizapp.domain.memory.scheduling import State, predicted, recall

DAY = date(2026, 3, 2)


@given(st.floats(0.05, 3000), st.integers(0, 4000))
def test_the_curve_is_that_of_the_scheduler(stability, days):
    state = State(stability, 5.0, DAY, DAY)
    assert predicted(stability, days) == pytest.approx(recall(state, DAY + timedelta(days)), abs=1e-9)


def test_a_day_before_the_last_answer_counts_as_its_day():
    assert predicted(3.0, -5) == 1


def held(*questions, hardest=1):
    return HeldFact.of(questions, hardest)


SURE, FADED, ONCE, MISSED = (
    HeldQuestion(50, 1, 2, proven=True),
    HeldQuestion(5, 60, 2, proven=True),
    HeldQuestion(50, 1, 1, proven=False),
    HeldQuestion(50, 1, 0, proven=False),
)
EASY = {"hardest": False}


@pytest.mark.parametrize(
    ("fact", "known", "losing"),
    [
        (held(SURE), True, False),
        (held(FADED), False, True),
        (held(ONCE), False, False),
        (held(MISSED), False, True),
        (held(replace(SURE, chance=0.7), replace(SURE, days=20), hardest=2), True, False),
        (held(replace(SURE, days=40)), True, False),
        (held(replace(SURE, days=40, chance=0.7)), False, True),  # much of what is right would be luck
        (held(SURE, hardest=2), True, False),
        (held(replace(SURE, streak=1), hardest=2), False, False),  # it does not speak for the one that was never asked
        (held(replace(SURE, streak=1)), True, False),
        (held(SURE, ONCE, hardest=2), False, False),
        (held(SURE, FADED, hardest=2), False, True),
        (held(SURE, replace(MISSED, **EASY)), True, False),
        (held(ONCE, replace(MISSED, **EASY)), False, True),
        (held(replace(FADED, **EASY)), False, False),  # only an easy one was asked
    ],
)
def test_who_knows_it_and_who_is_losing_it(fact, known, losing):
    assert (fact.known, fact.losing) == (known, losing)


KNOWS, LOSES, BEGAN = HeldFact(known=True, losing=False), HeldFact(known=False, losing=True), HeldFact(known=False, losing=False)


@pytest.mark.parametrize(
    ("asked", "students", "strength"),
    [
        ([], 10, Strength.NEW),
        ([], 0, Strength.NEW),
        ([BEGAN] * 10, 10, Strength.BEGUN),
        ([KNOWS] * 4, 10, Strength.BEGUN),
        ([KNOWS] * 4 + [LOSES], 10, Strength.DUE),
        ([LOSES] * 5, 10, Strength.DUE),
        ([LOSES] * 4 + [BEGAN] * 6, 10, Strength.BEGUN),
        ([KNOWS] * 5, 10, Strength.FADING),
        ([KNOWS] * 5 + [LOSES] * 5, 10, Strength.FADING),
        ([KNOWS] * 8, 10, Strength.SOLID),
    ],
)
def test_strengths(asked, students, strength):
    together_now = together(asked, students)
    assert together_now.strength == strength
    assert together_now.asked == len(asked)
    assert together_now.share == pytest.approx(asked.count(KNOWS) / max(1, students))
    assert together_now.losing == asked.count(LOSES)


@given(st.lists(st.sampled_from([KNOWS, LOSES, BEGAN]), min_size=1, max_size=30), st.integers(0, 10))
def test_more_students_who_were_never_asked_make_no_class_stronger(asked, more):
    order = [Strength.BEGUN, Strength.DUE, Strength.FADING, Strength.SOLID]
    few, many = together(asked, len(asked)), together(asked, len(asked) + more)
    assert many.share <= few.share
    assert order.index(many.strength) <= order.index(few.strength)


@given(st.lists(st.sampled_from([KNOWS, LOSES, BEGAN]), max_size=30), st.integers(0, 10))
def test_where_most_know_it_fewer_are_losing_it(asked, more):
    one = together(asked, len(asked) + more)
    if one.strength in {Strength.SOLID, Strength.FADING}:
        assert one.losing <= len(asked) / 2
