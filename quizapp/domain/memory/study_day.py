"""The study day: a calendar day in the learner's zone that starts at 04:00, so that an answer after midnight counts for the evening."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STARTS_AT = time(4)
"""When a study day starts, on the clock of the learner's zone."""


def study_day(now: datetime, zone: ZoneInfo) -> date:
    """Return the study day that contains an instant. `now` is aware; a naive datetime raises TypeError."""
    day = now.astimezone(zone).date()
    # Compared as instants, not by wall-clock time, which can show an hour twice or skip a whole day.
    while now < day_starts(day, zone):
        day -= timedelta(days=1)
    return day


def day_starts(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which a study day starts."""
    return datetime.combine(day, STARTS_AT, zone).astimezone(UTC)
