"""The same schedule as `scheduling.review`, in plain arithmetic and some twenty times as fast, for what is simulated thousands of times.

What is stored always comes from `scheduling`; a test keeps the two equal. The formulas are those of FSRS-6 with Anki's default parameters
(https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import exp

from quizapp.domain.memory.scheduling import DEFAULT, LONGEST, RETENTION, Rating, State, predicted
from quizapp.domain.memory.study_day import days_after

_W = DEFAULT
_EASIEST = _W[4] - exp(3 * _W[5]) + 1
_SMALLEST = 0.001
_GROWTH = exp(_W[8])
_SHRINK = exp(_W[17] * _W[18])


def step(state: State | None, rating: Rating, day: date, retention: float = RETENTION) -> State:
    """Return what `scheduling.review` returns with the default parameters."""
    today = max(day, state.last) if state else day
    stability = _stability(state, rating, today)
    interval = _interval(stability, retention)
    if rating == Rating.GOOD:
        interval = max(interval, _interval(_stability(state, Rating.HARD, today), retention) + 1)
    elif rating == Rating.EASY:
        interval = max(interval, (step(state, Rating.GOOD, day, retention).due - today).days + 1)
    return State(stability, _difficulty(state, rating), today, days_after(today, min(interval, LONGEST)))


def _interval(stability: float, retention: float) -> int:
    return min(max(1, round(stability * _stretch(retention))), LONGEST)


@lru_cache
def _stretch(retention: float) -> float:
    """Return how many stabilities it takes until recall falls to the retention: the inverse of the forgetting curve, 1 at 0.9."""
    return float((retention ** (-1 / _W[20]) - 1) / (RETENTION ** (-1 / _W[20]) - 1))


def _stability(state: State | None, rating: Rating, day: date) -> float:
    if state is None:
        return max(_SMALLEST, _W[rating - 1])
    old, days = state.stability, (day - state.last).days
    if days == 0:
        change = exp(_W[17] * (rating - 3 + _W[18])) * old ** -_W[19]
        return max(_SMALLEST, float(old * (change if rating == Rating.AGAIN else max(1.0, change))))
    missing = 1 - predicted(old, days)
    if rating == Rating.AGAIN:
        after = _W[11] * state.difficulty ** -_W[12] * ((old + 1) ** _W[13] - 1) * exp(missing * _W[14])
        return max(_SMALLEST, float(min(after, old / _SHRINK)))
    weight = {Rating.HARD: _W[15], Rating.EASY: _W[16]}.get(rating, 1.0)
    growth = _GROWTH * (11 - state.difficulty) * old ** -_W[9] * (exp(missing * _W[10]) - 1) * weight
    return max(_SMALLEST, float(old * (1 + growth)))


def _difficulty(state: State | None, rating: Rating) -> float:
    if state is None:
        return min(10.0, max(1.0, _W[4] - exp(_W[5] * (rating - 1)) + 1))
    nearer = state.difficulty - (10 - state.difficulty) * _W[6] * (rating - 3) / 9
    return min(10.0, max(1.0, _W[7] * _EASIEST + (1 - _W[7]) * nearer))
