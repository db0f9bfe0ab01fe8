"""What has to be done from time to time. Nothing depends on it: what is overdue is computed when it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from quizapp.config import Settings
from quizapp.db.base import transaction
from quizapp.db.learning import stored_pictures
from quizapp.db.people import counters
from quizapp.db.site import idle_guests, jobs
from quizapp.db.site.jobs import JobRow
from quizapp.services.grading import regrading
from quizapp.services.people import sign_ins
from quizapp.services.quizzes import attempts
from quizapp.services.site import maintenance

JOB = "tidy"
EMPTY_GUEST, IDLE_GUEST = timedelta(days=1), timedelta(days=60)
ABANDONED = timedelta(hours=1)
"""A run that began so long ago has died."""

AT_ONCE = 100
"""Guests dropped in one transaction: between two of them learners can store their answers."""


def tidy(settings: Settings, now: datetime) -> str | None:
    """Do everything that is due, and say what was done; None while another run is at it. Doing it twice changes nothing."""
    with transaction(write=True) as connection:
        if not jobs.begin(connection, JOB, now, abandoned=now - ABANDONED):
            return None
    report = ", ".join(f"{word}: {count}" for word, work in _steps(settings).items() if (count := work(now))) or "nothing to do"
    with transaction(write=True) as connection:
        jobs.finish(connection, JOB, settings.clock(), report)
    return report


def last_run() -> JobRow | None:
    """Return when tidying ran last."""
    with transaction(write=False) as connection:
        return jobs.read(connection, JOB)


def _steps(settings: Settings) -> dict[str, Callable[[datetime], int]]:
    """Return the work by the word that reports it; each piece says how much it did."""
    return {
        "quizzes closed": lambda now: attempts.close_overdue(now, settings.timezone),
        "re-grades finished": regrading.finish_all,
        "idle guests dropped": _drop_guests,
        "ended sign-ins dropped": sign_ins.drop_idle,
        "old counters dropped": _drop_counters,
        "pictures of no deck dropped": _drop_pictures,
        "backup made": lambda now: maintenance.daily_backup(settings, now),
    }


def _drop_guests(now: datetime) -> int:
    """Drop guests who were not seen for a day without an answer, or for 60 days."""
    dropped = 0
    while True:
        with transaction(write=True) as connection:
            today = now.date()
            count = idle_guests.drop_idle(connection, empty_before=today - EMPTY_GUEST, before=today - IDLE_GUEST, limit=AT_ONCE)
        dropped += count
        if count < AT_ONCE:
            return dropped


def _drop_pictures(_now: datetime) -> int:
    with transaction(write=False) as connection:
        found = stored_pictures.unused(connection)  # all texts of all decks are read: nobody waits for that
    if not found:
        return 0
    with transaction(write=True) as connection:
        return stored_pictures.drop(connection, found)


def _drop_counters(now: datetime) -> int:
    with transaction(write=True) as connection:
        return counters.drop_ended(connection, now)
