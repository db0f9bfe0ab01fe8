"""Imports in the background: a file waits as a row until `quizapp work` makes a draft of it, outside the web server.

A job is begun at most twice. What a try stores depends on the job still being its own, so a job never makes two drafts, however its
workers end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from time import monotonic

from quizapp.bank.exchange.notices import FoundQuestion, Notice, Refused
from quizapp.db.authoring import stored_imports
from quizapp.db.authoring.stored_imports import CANCELLED, DONE, FAILED, RUNNING, WAITING
from quizapp.db.base import Connection, transaction
from quizapp.db.people import stored_accounts
from quizapp.domain.questions.phrases import Phrase
from quizapp.services.authoring import importing
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people.accounts import Visitor

COMMAND = "quizapp work"
"""What takes the jobs."""

MOST_WAITING = 3
"""The most files of one teacher that wait or are being read."""

MOST_TRIES = 2
UNATTENDED = timedelta(seconds=10)
"""A job that waits longer although no other is running has nobody who takes it."""

LOST = timedelta(minutes=1)
"""After this long without a sign of life, somebody who worked on a job has died."""

KEPT = timedelta(days=1)
TELL_EVERY = 1.0
"""The seconds between two reports on the progress."""


class Withdrawn(Exception):  # noqa: N818 - read as a sentence: raise Withdrawn
    """A job was cancelled, or somebody else has taken it; nothing was stored."""


@dataclass(frozen=True, slots=True)
class TakenJob:
    """A job that was begun: its number, and how often it was begun."""

    number: int
    attempt: int


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far a teacher's file is. `done` of `total` questions are drafted; `total` is 0 while the file is read.

    In the end there is a deck, or `refused` or `invalid` says why not. `unattended` tells that nobody takes the job.
    """

    number: int
    name: str
    status: str
    done: int
    total: int
    deck_id: str
    refused: Phrase | None
    invalid: Invalid | None
    unattended: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being read."""
        return self.status in {WAITING, RUNNING}


def submit(who: Visitor, name: str, content: bytes, form: str, language: str, title: str, now: datetime) -> int:
    """Let a file wait to become a draft, and return the number of the job.

    Raises NotAllowed, Invalid (file, format, language, title), and Refused if the file is too large.
    """
    form, title = importing.checked(who, name, content, form, language, title)
    with transaction(write=True) as connection:
        stored_accounts.lock(connection, who.id)  # two files at once are counted one after the other
        if stored_imports.open_of(connection, who.id) >= MOST_WAITING:
            raise Invalid("file", "waiting", most=MOST_WAITING)
        return stored_imports.add(connection, who.id, PurePath(name).name[:200], content, form, language, title, now)


def progress(who: Visitor, number: int, now: datetime) -> ImportProgress:
    """Return how far a job is, for the teacher whose it is. Raises NotFound for everybody else."""
    with transaction(write=False) as connection:
        row = stored_imports.read(connection, number, who.id)
        busy = stored_imports.someone_works(connection, now - LOST)
    if row is None:
        raise NotFound(number)
    told = json.loads(row.reason) if row.reason else {}
    refused = Notice.unpacked(told["refused"]).placed if "refused" in told else None
    invalid = Invalid.unpacked(told["invalid"]) if "invalid" in told else None
    unattended = row.status == WAITING and not busy and now - row.created_at > UNATTENDED
    return ImportProgress(number, row.name, row.status, row.done, row.total, row.deck_id, refused, invalid, unattended)


def cancel(who: Visitor, number: int) -> None:
    """Cancel a job; one that has ended stays as it is. Raises NotFound if it is not this teacher's."""
    with transaction(write=True) as connection:
        if not stored_imports.cancel(connection, number, who.id) and stored_imports.read(connection, number, who.id) is None:
            raise NotFound(number)


def take(now: datetime) -> TakenJob | None:
    """Begin the next job, one at a time for each teacher; None if nothing waits. Jobs of somebody who died wait again, or have failed."""
    with transaction(write=True) as connection:
        reason = _packed(Refused("work-stopped"))
        stored_imports.put_back(connection, seen_before=now - LOST, most_tries=MOST_TRIES, reason=reason)
        taken = stored_imports.take(connection, now)
    return TakenJob(*taken) if taken else None


def is_waiting() -> bool:
    """Return whether there may be something to take, without writing."""
    with transaction(write=False) as connection:
        return stored_imports.any_open(connection)


def perform(job: TakenJob, now: datetime) -> None:
    """Make the draft of a job, or store why that is not possible. Raises Withdrawn, and whatever else stops the work."""
    with transaction(write=False) as connection:
        file = stored_imports.read_file(connection, job.number)
    if file is None or not file.content:  # a job that has ended keeps no file
        raise Withdrawn
    who = Visitor(id=file.user_id, username=file.username, role=file.role)
    values = (file.name, file.content, file.format, file.language, file.title)
    try:
        importing.import_deck(who, *values, now, watch=lambda entries: _watched(job, entries, now), then=lambda *made: _done(job, *made))
    except (Refused, Invalid) as error:
        fail(job, error)
    except NotAllowed:
        raise Withdrawn from None


def is_alive(job: TakenJob, now: datetime) -> bool:
    """Note a sign of life of a job; False if it was cancelled, or is somebody else's by now."""
    with transaction(write=True) as connection:
        return stored_imports.see(connection, job.number, job.attempt, now)


def fail(job: TakenJob, error: Refused | Invalid) -> None:
    """End a job with the reason why there is no draft."""
    with transaction(write=True) as connection:
        stored_imports.end(connection, job.number, job.attempt, FAILED, reason=_packed(error))


def stopped(job: TakenJob) -> None:
    """Let a job wait again whose work ended without a word, or end it if that happened before."""
    if job.attempt < MOST_TRIES:
        with transaction(write=True) as connection:
            stored_imports.end(connection, job.number, job.attempt, WAITING)
    else:
        fail(job, Refused("work-stopped"))


def give_back(job: TakenJob) -> None:
    """Let a job wait as if it had not been begun, since the worker is asked to stop."""
    with transaction(write=True) as connection:
        stored_imports.give_back(connection, job.number, job.attempt)


def drop_old(now: datetime) -> int:
    """Delete jobs after a day, with their files, and return how many there were."""
    with transaction(write=True) as connection:
        return stored_imports.drop(connection, now - KEPT)


def _done(job: TakenJob, connection: Connection, deck_id: str) -> None:
    if not stored_imports.end(connection, job.number, job.attempt, DONE, deck_id=deck_id):
        raise Withdrawn


def _watched(job: TakenJob, entries: Sequence[FoundQuestion], now: datetime) -> Iterator[FoundQuestion]:
    """Yield the questions, and report the progress from time to time. Raises Withdrawn."""
    told = -TELL_EVERY
    for done, entry in enumerate(entries):
        if monotonic() - told >= TELL_EVERY:
            told = monotonic()
            with transaction(write=True) as connection:
                if not stored_imports.see(connection, job.number, job.attempt, now, (done, len(entries))):
                    raise Withdrawn
        yield entry


def _packed(error: Refused | Invalid) -> str:
    told = {"refused": error.notice.packed()} if isinstance(error, Refused) else {"invalid": error.packed()}
    return json.dumps(told, ensure_ascii=False)


__all__ = [
    "CANCELLED",
    "COMMAND",
    "ImportProgress",
    "TakenJob",
    "Withdrawn",
    "cancel",
    "drop_old",
    "fail",
    "give_back",
    "is_alive",
    "is_waiting",
    "perform",
    "progress",
    "stopped",
    "submit",
    "take",
]
