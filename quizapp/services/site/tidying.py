"""Work that is done from time to time. Nothing depends on it: what is overdue is computed when it is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from quizapp.config import Settings
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import stored_pictures
from quizapp.db.people import counters, stored_accounts
from quizapp.db.site import idle_guests, jobs
from quizapp.db.site.jobs import JobRow
from quizapp.domain.questions.phrases import N_, Phrase, packed, unpacked
from quizapp.services.authoring import import_jobs
from quizapp.services.classes import expected_of_class
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.grading import offering, regrading
from quizapp.services.learning import holding_back
from quizapp.services.people import sign_ins
from quizapp.services.quizzes import attempts
from quizapp.services.site import backups, server_backups, word_lists
from quizapp.services.site.retention import EMPTY_GUEST, IDLE_GUEST

JOB = "tidy"
DONE = N_("{what}: {count}")
ABANDONED = timedelta(hours=1)
"""After this long, a run has died."""

AT_ONCE = 100
"""How many guests one transaction deletes: between two of them, learners can store their answers."""


def tidy(settings: Settings, now: datetime) -> Phrase | None:
    """Do everything that is due, and return what was done; None while another run is active. Doing it twice changes nothing."""
    with transaction(write=True) as connection:
        if not jobs.begin(connection, JOB, now, abandoned=now - ABANDONED):
            return None
    done = [Phrase(DONE, {"what": Phrase(word), "count": count}) for word, work in _steps(settings).items() if (count := work(now))]
    report = Phrase("{done}", {"done": tuple(done)}) if done else Phrase(N_("nothing to do"))
    with transaction(write=True) as connection:
        jobs.finish(connection, JOB, settings.clock(), json.dumps(packed(report)))
    return report


def last_run() -> JobRow | None:
    """Return when tidying last ran, with a report as a phrase."""
    with transaction(write=False) as connection:
        return run_of(connection)


def run_of(connection: Connection) -> JobRow | None:
    """Return when tidying last ran, inside a transaction; the report of an older program is a text."""
    run = jobs.read(connection, JOB)
    return replace(run, report=unpacked(json.loads(run.report))) if run and run.report.startswith("{") else run


def _steps(settings: Settings) -> dict[str, Callable[[datetime], int]]:
    """Return the steps by the word that reports them; each returns how much it did."""
    return {
        N_("quizzes closed"): lambda now: attempts.close_overdue(now, settings.timezone),
        N_("held-back results released"): holding_back.release,
        N_("re-grades finished"): regrading.finish_all,
        N_("answers offered for a re-grade"): offering.look_at_older,
        N_("expected averages of tomorrow’s tests kept"): lambda now: expected_of_class.keep_said(now, settings.timezone),
        N_("idle guests dropped"): _drop_guests,
        N_("ended sign-ins dropped"): sign_ins.drop_idle,
        N_("expired links dropped"): _drop_links,
        N_("old counters dropped"): _drop_counters,
        N_("unused pictures dropped"): _drop_pictures,
        N_("word lists made"): lambda _now: word_lists.prepare(),
        N_("old imports dropped"): import_jobs.drop_old,
        N_("backup made"): lambda now: backups.daily(settings, now),
        N_("erasures listed beside the backups"): lambda _now: _list_erasures(settings),
    }


def _drop_guests(now: datetime) -> int:
    """Delete guests who were not seen for a day without an answer, or for 60 days."""
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
        found = stored_pictures.unused(connection)  # this reads all texts of all decks, but nobody waits for it
    if not found:
        return 0
    with transaction(write=True) as connection:
        return stored_pictures.drop(connection, found)


def _list_erasures(settings: Settings) -> int:
    """Keep the list of a host that shares its database with others. One whose folder cannot be written has none, and still tidies."""
    with suppress(DatabaseUnavailable, OSError):
        return 0 if settings.database_file else server_backups.keep_list(settings)
    return 0


def _drop_links(now: datetime) -> int:
    with transaction(write=True) as connection:
        return stored_accounts.drop_invitations(connection, now)


def _drop_counters(now: datetime) -> int:
    with transaction(write=True) as connection:
        return counters.drop_ended(connection, now)
