"""When a question is asked again: the FSRS-6 model of memory, on study days.

The formulas are those of py-fsrs (https://github.com/open-spaced-repetition/py-fsrs). Two rules are ours: time is counted in whole study
days, passed to py-fsrs as midnights, so that an evening and the next morning are a day apart; and the intervals of the four ratings are
kept apart, as those of Anki's buttons are: hard < good < easy. Only the days between two answers matter to the formulas, so every last
answer is given to py-fsrs as of one and the same day, long ago: it would otherwise fail near the end of the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache

import fsrs

from quizapp.domain.memory.study_day import days_after
from quizapp.domain.questions.question import Grade, Verdict

Parameters = tuple[float, ...]
"""The 21 parameters of FSRS-6."""

DEFAULT: Parameters = fsrs.Scheduler().parameters

RETENTION = 0.9
"""The predicted recall at which a question is due, unless the learner or a class wants another."""

LONGEST = 36500
"""The longest interval, in days."""

PARTLY_HELD = 0.7
"""The score from which a partly right response counts as remembered."""

_LAST = datetime(1, 1, 1, tzinfo=UTC)
_DECAY = -DEFAULT[20]
_FACTOR = RETENTION ** (1 / _DECAY) - 1


class Rating(IntEnum):
    """How an answer went, for memory."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @classmethod
    def of(cls, rating: Rating | int | str) -> Rating:
        """Return the rating for a number from 1 to 4 or for a name in upper or lower case. Raises ValueError for anything else."""
        if not isinstance(rating, str):
            return cls(rating)
        if rating.upper() not in cls.__members__:
            raise ValueError(f"{rating!r} is not a rating")
        return cls[rating.upper()]


@dataclass(frozen=True, slots=True)
class State:
    """The memory of one question after an answer.

    `stability` is the number of days until predicted recall falls to 0.9, `difficulty` is between 1 and 10, `last` is the study day of the
    newest answer, and `due` the one on which predicted recall reaches the requested retention.
    """

    stability: float
    difficulty: float
    last: date
    due: date


def review(
    state: State | None,
    rating: Rating | int | str,
    day: date,
    *,
    retention: float = RETENTION,
    parameters: Parameters = DEFAULT,
) -> State:
    """Return the state after an answer on `day`; `state` is None for a question never answered.

    A day before the last answer counts as that of the last answer: study days never go back. Raises ValueError for an unknown rating.
    """
    return previews(state, day, retention=retention, parameters=parameters)[Rating.of(rating)]


def previews(
    state: State | None,
    day: date,
    *,
    retention: float = RETENTION,
    parameters: Parameters = DEFAULT,
) -> dict[Rating, State]:
    """Return the state that each rating would lead to. One needs all four, since good is at least a day later than hard."""
    scheduler = _scheduler(retention, parameters)
    today = max(day, state.last) if state else day
    card, now = _card(state), _now(state, today)
    states: dict[Rating, State] = {}
    shortest = 1
    for rating in Rating:
        after, _ = scheduler.review_card(card, fsrs.Rating(rating), now)
        interval = min(max(shortest, (after.due - now).days), LONGEST)
        states[rating] = State(
            stability=_number(after.stability),
            difficulty=_number(after.difficulty),
            last=today,
            due=days_after(today, interval),
        )
        if rating > Rating.AGAIN:
            shortest = interval + 1
    return states


def recall(state: State, day: date, parameters: Parameters = DEFAULT) -> float:
    """Return predicted recall on a day, from 0 to 1: 1 on the day of the last answer, 0.9 after `stability` days."""
    return float(_scheduler(RETENTION, parameters).get_card_retrievability(_card(state), _now(state, day)))


def predicted(stability: float, days: int) -> float:
    """Return predicted recall this many days after the last answer, from 0 to 1: `recall` with its curve written out.

    A class has thousands of memories, and a forecast asks for recall as often: py-fsrs takes too long for them. A test holds the two equal.
    """
    return float((1 + _FACTOR * max(days, 0) / stability) ** _DECAY)


def rating_for(grade: Grade, *, hint: bool) -> Rating:
    """Return the rating that a graded response stands for. A forgiven slip does not lower it; with a hint, a right response is Hard."""
    if grade.verdict is Verdict.RIGHT:
        return Rating.HARD if hint else Rating.GOOD
    return Rating.HARD if grade.score >= PARTLY_HELD else Rating.AGAIN


@lru_cache(maxsize=256)
def _scheduler(retention: float, parameters: Parameters) -> fsrs.Scheduler:
    """Return py-fsrs's scheduler, without steps within a day and without randomness. It is cached because it validates its parameters."""
    return fsrs.Scheduler(parameters, retention, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False)


def _card(state: State | None) -> fsrs.Card:
    # The id is not used here, but py-fsrs sleeps for a millisecond to generate one if none is given.
    if state is None:
        return fsrs.Card(card_id=0, due=_LAST)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=state.stability,
        difficulty=state.difficulty,
        due=_LAST,
        last_review=_LAST,
    )


def _now(state: State | None, day: date) -> datetime:
    return _LAST + timedelta(days=max(0, (day - state.last).days) if state else 0)


def _number(value: float | None) -> float:
    assert value is not None  # optional in py-fsrs for cards before their first review; afterwards both numbers are set
    return value
