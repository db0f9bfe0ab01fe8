"""Days and moments in the order and in the words of the page's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from babel.dates import format_date, format_datetime, format_skeleton
from flask import Flask

from quizapp.catalogues import SOURCE
from quizapp.web import languages


def dated(when: date | datetime, pattern: str) -> str:
    """Return a day, or a moment on its own clock; `pattern` lists its parts in CLDR's letters, in the order of English.

    Other languages put the same parts in their own order.
    """
    locale = languages.current()
    if locale.language == SOURCE or len(set(pattern)) == 1:  # a single part has no order
        return format_datetime(when, pattern, locale=locale) if isinstance(when, datetime) else format_date(when, pattern, locale)
    skeleton = "".join(sorted(pattern.replace(" ", "").replace(":", ""), key="GyMEdHhm".find))
    return format_skeleton(skeleton, cast("datetime", when), locale=locale)


def init_app(app: Flask) -> None:
    """Register the filter."""
    app.jinja_env.filters["dated"] = dated
