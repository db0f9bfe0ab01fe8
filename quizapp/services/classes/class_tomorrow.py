"""What tomorrow will bring the students of a class, by the forecasts that their own pages keep. Nothing is foreseen here."""

from __future__ import annotations

from datetime import date

from quizapp.db.base import Connection
from quizapp.db.classes import class_forecasts
from quizapp.domain.memory.class_tomorrow import ClassTomorrow, class_tomorrow


def tomorrow(connection: Connection, class_id: int, day: date) -> ClassTomorrow:
    """Return what the day after a study day will bring the students of a class: one statement."""
    students, kept = class_forecasts.kept(connection, class_id)
    return class_tomorrow(students, [(one.day, one.numbers) for one in kept], day)
