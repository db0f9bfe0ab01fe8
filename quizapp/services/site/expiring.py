"""What is older than this site keeps it (`quizapp.services.site.retention`): told in time, and erased when somebody asks for it.

Teachers and administrators never go, nor does a student who is in a class that runs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from quizapp.config import Settings
from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import running_numbers
from quizapp.db.people import erasures, personal, stored_accounts
from quizapp.db.site import aged, jobs
from quizapp.db.site.aged import ArchivedClass, StudentRow
from quizapp.services.site import server_backups
from quizapp.services.site.retention import CLASS_ACCOUNTS, CLASSES, LOG, STUDENTS, months_after

JOB = "retention"
ABANDONED = timedelta(hours=1)
"""After this long, a run has died."""

UNEQUAL = timedelta(days=3)
"""How much longer one month can be than another."""

NOTICE = timedelta(days=30)
"""How long before it goes an account or a class is named."""


@dataclass(frozen=True, slots=True)
class Going:
    """An account or a class: its number, its name, the day on which its time began to run, the day it goes, and how many rows that is."""

    id: int
    name: str
    since: date
    on: date
    rows: int


@dataclass(frozen=True, slots=True)
class Expiring:
    """What goes today and what goes within the next days; `lines` of the log go today.

    `endless` are archived classes that stay with their accounts, since nobody knows when they were archived.
    """

    accounts: Sequence[Going]
    classes: Sequence[Going]
    lines: int
    soon_accounts: Sequence[Going]
    soon_classes: Sequence[Going]
    endless: Sequence[ArchivedClass]

    @property
    def due(self) -> bool:
        """Whether anything goes today."""
        return bool(self.accounts or self.classes or self.lines)


@dataclass(frozen=True, slots=True)
class Expired:
    """How much went, and the copy of the database from before, but of the demo there is none."""

    accounts: int
    classes: int
    lines: int
    kept: Path | None


def look(settings: Settings, now: datetime) -> Expiring:
    """Return what goes today, and soon. Nothing is changed."""
    today = now.date()
    with transaction(write=False) as connection:
        accounts = list(_accounts(connection, settings, today + NOTICE))
        classes = list(_classes(connection, settings, today + NOTICE))
        lines = aged.count_lines(connection, before) if (before := _line(settings, today)) else 0
        endless = [one for one in aged.archived_classes(connection) if not one.at] if CLASSES.months(settings) else []
    due, soon = _split(accounts, today)
    due_classes, soon_classes = _split(classes, today)
    return Expiring(due, due_classes, lines, soon, soon_classes, endless)


def carry_out(settings: Settings, found: Expiring, now: datetime) -> Expired | None:
    """Erase what was found and is still due, one by one, so that learners can answer in the meantime; None while another run is active.

    The database is copied first, before this run is noted: if that fails, the next one need not wait. Raises Unusable,
    DatabaseUnavailable.
    """
    kept = server_backups.before_erasing(settings, now) if found.due else None
    with transaction(write=True) as connection:
        if not jobs.begin(connection, JOB, now, abandoned=now - ABANDONED):
            return None
    accounts = sum(_erase_account(settings, one.id, now.date()) for one in found.accounts)
    classes = sum(_erase_class(settings, one.id, now.date()) for one in found.classes)
    with transaction(write=True) as connection:
        lines = aged.drop_lines(connection, before) if (before := _line(settings, now.date())) else 0
        counts = {"accounts": accounts, "classes": classes, "lines": lines}
        if any(counts.values()):
            log.note(connection, log.SERVER, "erased by age", "site", json.dumps(counts), now)
        jobs.finish(connection, JOB, settings.clock(), json.dumps(counts))
    return Expired(accounts, classes, lines, kept)


def _split(found: Sequence[Going], today: date) -> tuple[list[Going], list[Going]]:
    return [one for one in found if one.on <= today], [one for one in found if one.on > today]


def _line(settings: Settings, today: date) -> datetime | None:
    """Return the moment before which lines of the log go, or None if they stay."""
    months = LOG.months(settings)
    return datetime.combine(months_after(today, -months), time(), UTC) if months else None


def _accounts(connection: Connection, settings: Settings, by: date, among: Collection[int] = ()) -> Iterator[Going]:
    """Yield the accounts that go by a day."""
    terms = [months for months in (STUDENTS.months(settings), CLASS_ACCOUNTS.months(settings)) if months]
    if not terms:
        return
    found = aged.students(connection, months_after(by, -min(terms)) + UNEQUAL, among)
    ends: dict[int, list[date | None]] = {}
    for end in aged.ended(connection, [one.id for one in found]):
        ends.setdefault(end.user_id, []).append(end.at and end.at.date())
    going = [one for row in found if (one := _going(settings, row, ends.get(row.id, ()))) and one[1] <= by]
    rows = personal.counted(connection, [row.id for row, _, _ in going])
    for row, on, since in going:
        yield Going(row.id, row.username, since, on, rows[row.id])


def _going(settings: Settings, row: StudentRow, ends: Collection[date | None]) -> tuple[StudentRow, date, date] | None:
    """Return on which day an account goes, and since when its time runs; None if it does not run."""
    months = (CLASS_ACCOUNTS if row.of_class else STUDENTS).months(settings)
    since = [end for end in ends if end]
    if not months or len(since) < len(ends):
        return None
    last = max(row.active_on, *since) if since else row.active_on
    return row, months_after(last, months), last


def _classes(connection: Connection, settings: Settings, by: date, class_id: int | None = None) -> Iterator[Going]:
    """Yield the classes that go by a day."""
    months = CLASSES.months(settings)
    for one in aged.archived_classes(connection, class_id) if months else ():
        if one.at and (on := months_after(one.at.date(), months)) <= by:
            yield Going(one.id, one.name, one.at.date(), on, aged.count_of_class(connection, one.id))


def _erase_account(settings: Settings, user_id: int, today: date) -> bool:
    """Erase an account and the lines of the log that name it, unless it has been used since it was found.

    Its classes are locked too: nobody brings it back into one, or opens one again, between the second look and the erasing.
    """
    with transaction(write=True) as connection:
        if not stored_accounts.lock(connection, user_id):
            return False
        aged.hold_for_good(connection, user_id)
        for one in _accounts(connection, settings, today, [user_id]):
            erasures.erase(connection, user_id, running_numbers.take_out)
            aged.forget(connection, one.name)
            return True
    return False


def _erase_class(settings: Settings, class_id: int, today: date) -> bool:
    """Erase a class, unless it was opened again since it was found."""
    with transaction(write=True) as connection:
        stored_accounts.lock(connection, *aged.members(connection, class_id))  # before their attempts, as in every write of a learner
        found = any(_classes(connection, settings, today, class_id))
        if found:
            aged.erase_class(connection, class_id)
    return found
