"""The fast schedule is the stored one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.scheduling import LONGEST, Rating, State, review
from quizapp.domain.memory.stepping import step

START = date(2026, 3, 2)
HISTORIES = st.lists(st.tuples(st.sampled_from(Rating), st.integers(-2, 400)), min_size=1, max_size=12)


@given(HISTORIES, st.sampled_from([0.8, 0.85, 0.9, 0.95]))
def test_it_leads_to_the_same_states(history, retention):
    slow, fast, day = None, None, START
    for rating, gap in history:
        day = max(START, day + timedelta(days=gap))
        slow, fast = review(slow, rating, day, retention=retention), step(fast, rating, day, retention)
        assert (fast.stability, fast.difficulty) == pytest.approx((slow.stability, slow.difficulty), rel=1e-9)
        assert (fast.last, fast.due) == (slow.last, slow.due)


def test_the_longest_interval_and_the_end_of_the_calendar_are_kept():
    strong = State(10**6, 1.0, START, START)

    assert (step(strong, Rating.GOOD, START).due - START).days == LONGEST
    assert step(State(50.0, 5.0, date.max, date.max), Rating.EASY, date.max).due == date.max
