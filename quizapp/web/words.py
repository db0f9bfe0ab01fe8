"""Days in words, for templates."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from flask_babel import format_date, gettext

from quizapp.web.context import today

SOON = 6
"""So many days ahead the name of the weekday says which is meant."""


def day(when: date) -> str:
    """Return a day as a learner would say it today."""
    away = when - today()
    if away == timedelta(0):
        return gettext("today")
    if away == timedelta(1):
        return gettext("tomorrow")
    near = timedelta(0) < away <= timedelta(SOON)
    return format_date(when, "EEEE" if near else "d MMMM" if abs(away) < timedelta(300) else "d MMMM y")


def init_app(app: Flask) -> None:
    """Register the filter `day`."""
    app.jinja_env.filters["day"] = day
