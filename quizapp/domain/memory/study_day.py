"""The study day: a calendar day in the learner's zone that starts at 04:00, so that an answer after midnight counts for the evening.

A learner's study days never go back: zones and clocks do, and a day that was answered on is not over before the next one starts.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STARTS_AT = time(4)
"""When a study day starts, on the clock of the learner's zone."""


def study_day(now: datetime, zone: ZoneInfo, *, newest: date | None = None) -> date:
    """Return the study day that contains an instant, or a learner's `newest` study day if that is later.

    `now` is aware; a naive datetime raises TypeError. The last day of the calendar does not end.
    """
    try:
        day = now.astimezone(zone).date()
    except OverflowError:  # it is the year 10000 there
        day = date.max
    # Compared as instants, not by wall-clock time, which can show an hour twice or skip a whole day.
    while now < day_starts(day, zone):
        day -= timedelta(days=1)
    return max(day, newest) if newest else day


def days_after(day: date, days: int) -> date:
    """Return the day that many days later, or the last day of the calendar."""
    return day + timedelta(days=min(days, (date.max - day).days))


def day_starts(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which a study day starts."""
    return datetime.combine(day, STARTS_AT, zone).astimezone(UTC)
