from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.domain.memory.study_day import day_starts, days_after, study_day

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Asia/Seoul",
    "America/New_York",
    "Europe/Helsinki",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Australia/Lord_Howe",
    "UTC",
)


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        ("2023-04-03T01:59:59+00:00", "Europe/Berlin", date(2023, 4, 2)),  # 03:59:59
        ("2023-04-03T02:00:00+00:00", "Europe/Berlin", date(2023, 4, 3)),  # 04:00
        ("2023-04-02T23:30:00+02:00", "Europe/Berlin", date(2023, 4, 2)),
        ("2023-04-02T19:00:00+00:00", "Asia/Seoul", date(2023, 4, 3)),
        ("2023-04-02T18:59:59+00:00", "Asia/Seoul", date(2023, 4, 2)),
        ("2023-03-26T01:59:59+00:00", "Europe/Berlin", date(2023, 3, 25)),  # clocks went forward an hour ago: 03:59:59 in summer time
        ("2023-03-26T02:00:00+00:00", "Europe/Berlin", date(2023, 3, 26)),
        ("2023-10-29T02:59:59+00:00", "Europe/Berlin", date(2023, 10, 28)),  # and back: 03:59:59 in winter time
        ("2023-10-29T03:00:00+00:00", "Europe/Berlin", date(2023, 10, 29)),
        ("2026-03-08T07:59:59+00:00", "America/New_York", date(2026, 3, 7)),  # 03:59:59, an hour after the clocks went forward
        ("2026-03-08T08:00:00+00:00", "America/New_York", date(2026, 3, 8)),
        ("2026-10-25T03:59:59+00:00", "Europe/London", date(2026, 10, 24)),  # 03:59:59, and 01:30 was twice
        ("2026-10-25T04:00:00+00:00", "Europe/London", date(2026, 10, 25)),
        ("2026-04-04T17:29:59+00:00", "Australia/Lord_Howe", date(2026, 4, 4)),  # 03:59:59, after half an hour was twice
        ("2026-04-04T17:30:00+00:00", "Australia/Lord_Howe", date(2026, 4, 5)),
        ("2011-12-30T12:00:00+00:00", "Pacific/Apia", date(2011, 12, 29)),  # 02:00 on the 31st: Samoa had no 30th
    ],
)
def test_the_study_day_starts_at_four_in_the_learners_zone(now, zone, day):
    assert study_day(datetime.fromisoformat(now), ZoneInfo(zone)) == day


def test_a_study_day_lasts_23_or_25_hours_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    assert day_starts(date(2023, 3, 26), berlin) - day_starts(date(2023, 3, 25), berlin) == timedelta(hours=23)
    assert day_starts(date(2023, 10, 29), berlin) - day_starts(date(2023, 10, 28), berlin) == timedelta(hours=25)


def test_a_study_day_starts_at_an_instant_in_utc():
    start = day_starts(date(2023, 4, 3), ZoneInfo("Asia/Seoul"))
    assert start.isoformat() == "2023-04-02T19:00:00+00:00"


def test_a_naive_time_is_refused():
    with pytest.raises(TypeError):
        study_day(datetime(2023, 4, 3, 12), ZoneInfo("UTC"))  # noqa: DTZ001 - the point


@example(now=datetime(2011, 12, 30, 11, tzinfo=UTC), key="Pacific/Apia")
@given(now=st.integers(0, 3_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)), key=st.sampled_from(ZONES))
def test_every_instant_lies_in_its_study_day(now, key):
    zone = ZoneInfo(key)
    day = study_day(now, zone)
    assert day_starts(day, zone) <= now < day_starts(day + timedelta(days=1), zone)
    assert study_day(now + timedelta(hours=1), zone) >= day
    assert study_day(day_starts(day, zone), zone) == day


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        ("9999-12-31T03:59:59+00:00", "UTC", date(9999, 12, 30)),
        ("9999-12-31T23:59:59+00:00", "UTC", date.max),
        ("9999-12-31T12:00:00+00:00", "Pacific/Kiritimati", date.max),  # 02:00 on the first day that no calendar of ours has
        ("9999-12-31T23:59:59+00:00", "Pacific/Kiritimati", date.max),
        ("9999-12-31T14:59:59+00:00", "Pacific/Pago_Pago", date(9999, 12, 30)),
    ],
)
def test_the_last_day_of_the_calendar_does_not_end(now, zone, day):
    assert study_day(datetime.fromisoformat(now), ZoneInfo(zone)) == day


@pytest.mark.parametrize(("days", "after"), [(0, date(9999, 12, 30)), (1, date.max), (2, date.max), (36_500, date.max), (10**12, date.max)])
def test_no_day_comes_after_the_last(days, after):
    assert days_after(date(9999, 12, 30), days) == after


def test_a_learners_day_is_never_before_their_newest():
    morning = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)
    seoul, new_york = study_day(morning, ZoneInfo("Asia/Seoul")), study_day(morning, ZoneInfo("America/New_York"))
    assert (seoul, new_york) == (date(2026, 3, 3), date(2026, 3, 2))

    assert study_day(morning, ZoneInfo("America/New_York"), newest=seoul) == seoul
    assert study_day(morning, ZoneInfo("Asia/Seoul"), newest=new_york) == seoul
    assert study_day(morning - timedelta(days=400), ZoneInfo("Asia/Seoul"), newest=seoul) == seoul
