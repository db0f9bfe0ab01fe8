"""What tomorrow brings a class, from the forecasts of its students."""

from datetime import date, timedelta

from quizapp.domain.memory.class_tomorrow import ClassTomorrow, Spread, class_tomorrow

DAY = date(2026, 3, 2)


def made(ago, *questions):
    """A forecast made some days ago: as many minutes as tens of questions."""
    return DAY - timedelta(days=ago), [(count, count // 10) for count in questions]


def test_the_middle_and_the_range_are_those_of_tomorrow():
    forecasts = [made(0, 0, 10, 99), made(0, 5, 40, 99), made(0, 3, 20, 99)]

    assert class_tomorrow(4, forecasts, DAY) == ClassTomorrow(4, 3, Spread(20, 10, 40), Spread(2, 1, 4))


def test_of_two_in_the_middle_the_smaller_is_said():
    assert Spread.of([1, 8]) == Spread(1, 1, 8)


def test_one_of_yesterday_is_read_for_the_right_day_and_older_ones_are_left_out():
    assert class_tomorrow(1, [made(1, 0, 10, 30, 99)], DAY).questions == Spread(30, 30, 30)
    assert class_tomorrow(2, [made(2, *range(15)), made(10, *range(15))], DAY) == ClassTomorrow(2, 0, None, None)


def test_one_that_is_ahead_of_the_class_or_ends_before_tomorrow_is_left_out():
    assert class_tomorrow(2, [made(-1, 1, 2, 3), made(1, 1, 2)], DAY).counted == 0
