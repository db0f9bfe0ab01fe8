import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.scheduling import DEFAULT, LONGEST, Rating, State, previews, rating_for, recall, review
from quizapp.domain.questions.question import Grade

START = date(2026, 3, 2)
HISTORIES = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 400)), min_size=1, max_size=12)


def days(state):
    return (state.due - state.last).days


def after(history):
    state, day = None, START
    for rating, gap in history:
        day += timedelta(days=gap)
        state = review(state, rating, day)
    return state


@pytest.mark.parametrize(
    ("ratings", "intervals"),
    [
        ("33333", [2, 11, 46, 163, 497]),
        ("3333331133333", [2, 11, 46, 163, 497, 1346, 9, 1, 3, 5, 9, 15, 25]),
        ("1333", [1, 2, 6, 17]),
        ("2222", [1, 3, 7, 12]),
        ("4444", [8, 66, 397, 1875]),
        ("31313", [2, 1, 3, 1, 2]),
    ],
)
def test_a_question_answered_whenever_it_is_due_comes_back_after(ratings, intervals):
    state, day, got = None, START, []
    for rating in ratings:
        state = review(state, int(rating), day)
        day = state.due
        got.append(days(state))
    assert got == intervals


@pytest.mark.parametrize(
    ("history", "stability", "difficulty"),
    [
        ([(3, 0)], 2.3065, 2.118104),
        ([(1, 0), (3, 0)], 0.246689, 6.402115),
        ([(1, 0), (3, 0), (3, 1)], 2.021477, 6.390941),
        ([(1, 0), (3, 0), (3, 1), (1, 8)], 0.638485, 8.798955),
        ([(1, 0), (3, 0), (3, 1), (1, 8), (2, 0), (3, 3)], 2.293910, 9.173959),
    ],
)
def test_stability_and_difficulty_of_fixed_histories(history, stability, difficulty):
    state = after(history)
    assert (state.stability, state.difficulty) == pytest.approx((stability, difficulty), abs=1e-6)


@dataclass(frozen=True)
class AnkiHistory:
    """A history of one card, and what Anki makes of it: its answers with the days before each, `days` after the last, and the intervals of
    the four buttons then, in days, which Anki counts in seconds below half a day.
    """

    answers: list[tuple[int, int]]
    days: int
    stability: float
    difficulty: float
    intervals: list[float]


def anki_histories():
    """Read 500 random histories, half of them with several answers on a day.

    The backend of Anki 26.9.3 computed the figures from a log of reviews six hours after its day begins, without steps, fuzz and a limit.
    """
    with Path(__file__).with_name("anki_histories.csv").open() as file:
        for row in csv.DictReader(file, delimiter=";"):
            pairs = [part.split("+") for part in row["answers"].split()]
            yield AnkiHistory(
                [(int(rating), int(gap)) for rating, gap in pairs],
                int(row["days"]),
                float(row["stability"]),
                float(row["difficulty"]),
                [float(part) for part in row["intervals"].split()],
            )


def test_memory_is_that_of_anki():
    for history in anki_histories():
        state = after(history.answers)
        assert state.stability == pytest.approx(history.stability, rel=1e-5), history
        assert state.difficulty == pytest.approx(history.difficulty, abs=1e-4), history


def test_intervals_are_those_of_the_buttons_of_anki():
    """Whole days, one at least; the rest is Anki's rounding in single precision, and that it never repeats the last interval."""
    pairs = [
        (days(mine), max(1, theirs))
        for history in anki_histories()
        for state in [after(history.answers)]
        for mine, theirs in zip(previews(state, state.last + timedelta(days=history.days)).values(), history.intervals, strict=True)
    ]

    assert len(pairs) == 4 * 500
    assert sum(mine == theirs for mine, theirs in pairs) >= 0.995 * len(pairs)
    assert all(abs(mine - theirs) <= 1 for mine, theirs in pairs)


@given(HISTORIES)
def test_stability_and_difficulty_are_those_of_py_fsrs(history):
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    now = datetime(START.year, START.month, START.day, tzinfo=UTC)
    card = fsrs.Card(card_id=1, due=now)
    for rating, gap in history:
        now += timedelta(days=gap)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), now)
    state = after(history)
    assert (state.stability, state.difficulty) == pytest.approx((card.stability, card.difficulty), rel=1e-6)
    assert state.last == now.date()
    assert recall(state, state.due) == pytest.approx(scheduler.get_card_retrievability(card, now + timedelta(days=days(state))))


@given(HISTORIES, st.integers(0, 400), st.floats(0.7, 0.97))
def test_a_better_rating_is_never_due_earlier_and_the_upper_three_stay_apart(history, gap, retention):
    state = after(history)
    again, hard, good, easy = (days(state) for state in previews(state, state.last + timedelta(days=gap), retention=retention).values())
    assert 1 <= again <= hard <= good <= easy <= LONGEST
    assert hard < good or good == LONGEST
    assert good < easy or easy == LONGEST


@given(HISTORIES)
def test_a_higher_retention_is_never_due_later(history):
    state = after(history)
    dues = [review(state, Rating.GOOD, state.due, retention=retention).due for retention in (0.7, 0.8, 0.9, 0.95)]
    assert all(earlier >= later for earlier, later in pairwise(dues))


@pytest.mark.parametrize("rating", [Rating.GOOD, 3, "good", "Good", "GOOD"])
def test_a_rating_may_be_a_number_or_a_name(rating):
    assert review(None, rating, START) == State(stability=DEFAULT[2], difficulty=pytest.approx(2.118104), last=START, due=date(2026, 3, 4))


@pytest.mark.parametrize("rating", [0, 5, "", "3", "of", "okay"])
def test_an_unknown_rating_is_refused(rating):
    with pytest.raises(ValueError, match="not a"):
        review(None, rating, START)


def test_a_preview_is_what_the_review_then_does():
    state = review(None, "hard", START)
    seen = previews(state, state.due)
    assert seen == {rating: review(state, rating, state.due) for rating in Rating}


def test_a_day_before_the_last_counts_as_the_last():
    state = review(None, "good", START)
    assert review(state, "good", START - timedelta(days=5)) == review(state, "good", START)
    assert recall(state, START - timedelta(days=5)) == 1


def test_an_evening_and_the_morning_after_are_a_day_apart():
    state = review(None, "good", START)
    assert review(state, "good", START + timedelta(days=1)).stability > review(state, "good", START).stability * 2


def test_the_longest_interval_is_kept():
    state = State(stability=60_000, difficulty=1, last=START, due=START)
    assert [days(state) for state in previews(state, START).values()][1:] == [36500] * 3


def test_recall_falls_from_one_to_nine_tenths_in_as_many_days_as_the_stability():
    state = State(stability=10, difficulty=5, last=START, due=START + timedelta(days=10))
    assert recall(state, START) == 1
    assert recall(state, START + timedelta(days=10)) == pytest.approx(0.9)
    assert recall(state, START + timedelta(days=100)) < 0.75


def test_other_parameters_are_used():
    slower = (*DEFAULT[:2], 5.0, *DEFAULT[3:20], 0.3)
    state = review(None, "good", START, parameters=slower)
    assert state.stability == 5
    assert recall(state, date(2026, 9, 2), slower) < recall(state, date(2026, 9, 2))


@pytest.mark.parametrize(
    ("grade", "hint", "rating"),
    [
        (Grade.of(1), False, Rating.GOOD),
        (Grade.of(1, almost=True), False, Rating.GOOD),
        (Grade.of(1), True, Rating.HARD),
        (Grade.of(0.99), False, Rating.HARD),
        (Grade.of(0.7), False, Rating.HARD),
        (Grade.of(0.7), True, Rating.HARD),
        (Grade.of(0.69), False, Rating.AGAIN),
        (Grade.of(0), False, Rating.AGAIN),
        (Grade.of(0), True, Rating.AGAIN),
    ],
)
def test_the_rating_of_a_grade(grade, hint, rating):
    assert rating_for(grade, hint=hint) is rating


@pytest.mark.parametrize("day", ["2028-02-29", "2026-12-31", "1970-01-01", "2099-12-31", "9899-01-01"])
@pytest.mark.parametrize("rating", Rating)
def test_no_day_of_the_calendar_is_odd(day, rating):
    """A hundred years later, the longest interval, has to be a day too: the last one of all is in 9999."""
    first = date.fromisoformat(day)
    state = review(review(None, "easy", first), rating, first)
    assert first < review(state, rating, first).due <= first + timedelta(days=36500)
    assert review(State(stability=60_000, difficulty=1, last=first, due=first), "easy", first).due == first + timedelta(days=36500)


@pytest.mark.parametrize("rating", list(Rating))
def test_no_interval_ends_after_the_calendar(rating):
    first = review(None, rating, date(9999, 12, 30))
    last = review(first, rating, date.max)
    assert first.due == date.max or rating > Rating.AGAIN
    assert (last.last, last.due) == (date.max, date.max)
    assert recall(last, date.max) == 1


def test_a_day_in_the_year_9999_is_like_any_other():
    early, late = (
        review(review(None, Rating.GOOD, day), Rating.GOOD, day + timedelta(days=2)) for day in (date(1, 1, 1), date(9990, 1, 1))
    )
    assert (early.stability, early.difficulty, early.due - early.last) == (late.stability, late.difficulty, late.due - late.last)
