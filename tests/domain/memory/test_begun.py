"""What was begun, and when it can be known."""

from datetime import date, timedelta

import pytest

from quizapp.domain.memory.begun import begun_on, can_be_known_on, foreseen, on_one_day
from quizapp.domain.memory.forecast import ComingDay
from quizapp.domain.memory.memory import Answered, replay
from quizapp.domain.memory.progress import AskedQuestion, FactStanding, Tally, standing, tally, together
from quizapp.domain.memory.scheduling import Rating

MONDAY = date(2026, 3, 2)


def memories(*answers):
    """Memories by question, from answers (question, days after Monday, right)."""
    given = [
        (question, Answered(MONDAY + timedelta(days=days), Rating.GOOD if right else Rating.AGAIN, right=right))
        for question, days, right in answers
    ]
    return replay(given)


def asked(held, *levels):
    return [AskedQuestion(held.get(number), level) for number, level in enumerate(levels, 1)]


def test_a_fact_is_begun_on_the_day_of_its_first_answer():
    held = memories((1, 1, True), (2, 3, True))
    assert begun_on(held.values()) == date(2026, 3, 3)
    assert begun_on([]) is None


@pytest.mark.parametrize(
    ("answers", "one"),
    [
        ([(1, 0, True)], True),
        ([(1, 0, False), (1, 0, True), (2, 0, True)], True),
        ([(1, 0, True), (1, 1, True)], False),
        ([(1, 0, True), (2, 1, True)], False),
        ([], False),
    ],
)
def test_begun_means_seen_on_one_day(answers, one):
    assert on_one_day(memories(*answers).values()) is one


@pytest.mark.parametrize(
    ("answers", "levels", "day", "known"),
    [
        ([(1, 0, True)], (2,), 0, 1),  # right on a later day is enough
        ([(1, 0, False)], (2,), 0, 1),  # after a miss too
        ([(1, 0, True)], (2,), 4, 4),  # it waits, so it can be known today
        ([(1, 0, True)], (2, 3), 0, None),  # the hardest was never asked
        ([(2, 0, True)], (2, 3), 0, 1),  # and is what counts
        ([(1, 0, True)], (2, 2), 0, 1),  # two hardest: twice in a row speaks for the other
        ([(1, 0, False)], (2, 2), 0, None),
        ([], (2,), 0, None),
    ],
)
def test_when_a_fact_can_be_known(answers, levels, day, known):
    held = memories(*answers)
    found = can_be_known_on(asked(held, *levels), MONDAY + timedelta(days=day))

    assert found == (None if known is None else MONDAY + timedelta(days=known))
    if found:
        hard = [number for number, level in enumerate(levels, 1) if level == max(levels) and number in held]
        then = memories(*answers, *((number, known, True) for number in hard))
        assert standing(asked(then, *levels), found) is FactStanding.KNOWN


def test_the_day_is_one_on_which_the_forecast_has_questions():
    coming = [ComingDay(MONDAY + timedelta(days=ahead), count, count) for ahead, count in enumerate((0, 0, 4, 3))]

    assert foreseen(MONDAY, coming) == date(2026, 3, 4)
    assert foreseen(date(2026, 3, 5), coming) == date(2026, 3, 5)
    assert foreseen(date(2026, 3, 9), coming) is None
    assert foreseen(None, coming) is None


def test_a_tally_counts_what_was_begun_apart():
    one = tally([FactStanding.LEARNING, FactStanding.LEARNING, FactStanding.KNOWN, FactStanding.NEW], begun=1)

    assert (one.facts, one.met, one.growing, one.begun, one.known) == (4, 3, 1, 1, 1)
    assert together([one, Tally(new=2, learning=1)]) == Tally(1, 3, 3, 1)
    assert together([]) == Tally()
