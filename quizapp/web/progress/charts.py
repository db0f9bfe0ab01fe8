"""The points of the charts, with days and weeks in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from quizapp.domain.memory.progress import Week
from quizapp.services.learning.progress import Progress
from quizapp.web.dates import dated

SHORT = 3
"""The letters of a weekday that fit under a bar."""

CalendarWeek = tuple[str, list[tuple[date, int | None]]]


@dataclass(frozen=True, slots=True)
class Charts:
    """The data for the macros in `macros/charts.html`: each field is named after its chart."""

    shares: list[tuple[str, int, int, int]]
    bars: list[tuple[str, str, int, int]]
    calendar: list[CalendarWeek]
    line: list[tuple[str, str, float | None]]


def of(progress: Progress) -> Charts:
    """Return the points of every chart on a progress page. Accuracy begins with the first week that has an answer."""
    first = next((number for number, week in enumerate(progress.weeks) if week.days), len(progress.weeks))
    return Charts(
        shares=[(title, tally.known, tally.learning, tally.new) for title, tally in progress.categories],
        bars=[(_weekday(coming.day), dated(coming.day, "EEE d MMM"), coming.questions, coming.minutes) for coming in progress.coming],
        calendar=[_calendar_week(week, progress.day) for week in progress.weeks],
        line=[_accuracy(week, progress.day) for week in progress.weeks[first:]],
    )


def _weekday(day: date) -> str:
    """Return the name of a weekday in a few letters, or its initial if even the short name is long."""
    short = dated(day, "EEEEEE")
    return short if len(short) <= SHORT else dated(day, "EEEEE")


def _calendar_week(week: Week, today: date) -> CalendarWeek:
    """Return a week with its answers, None for future days; it is named after the month that begins in it."""
    days = [week.start + timedelta(days=number) for number in range(min(len(week.answers), (date.max - week.start).days + 1))]
    name = next((dated(day, "MMM") for day in days if day.day == 1), "")
    return name, [(day, count if day <= today else None) for day, count in zip(days, week.answers, strict=False)]


def _accuracy(week: Week, today: date) -> tuple[str, str, float | None]:
    this_week = 0 <= (today - week.start).days < len(week.answers)
    name = dated(week.start, "d MMM")
    return _("this week") if this_week else name, _("Week of %(day)s", day=name), week.accuracy
