"""The words of the interface: translated once a request for each language, and days as a learner would say them."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask, g
from flask_babel import format_date, get_translations

from quizapp.web.context import today

SOON = 6
"""So many days ahead the name of the weekday says which is meant."""


def day(when: date) -> str:
    """Return a day as a learner would say it today."""
    away = when - today()
    if away == timedelta(0):
        return translate("today")
    if away == timedelta(1):
        return translate("tomorrow")
    near = timedelta(0) < away <= timedelta(SOON)
    return str(format_date(when, "EEEE" if near else "d MMMM" if abs(away) < timedelta(300) else "d MMMM y"))


def translate(message: str) -> str:
    """Return a message in the language of who asks; a page has some fifty, so the catalogue is looked up once a request."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return str(g.catalogue.ugettext(message))


def translate_plural(singular: str, plural: str, count: int) -> str:
    """Return one of two messages by a number."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return str(g.catalogue.ungettext(singular, plural, count))


def init_app(app: Flask) -> None:
    """Register the filter `day`, and our two functions in place of Flask-Babel's in templates."""
    app.jinja_env.filters["day"] = day
    app.jinja_env.install_gettext_callables(translate, translate_plural, newstyle=True)  # type: ignore[attr-defined]
