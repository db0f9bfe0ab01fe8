"""What happened to a class and its members: logged in the transaction that does it, read by its teachers.

People are logged by their number, so that nothing about a person outlives their data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizapp.db import log
from quizapp.db.base import Connection
from quizapp.services.people.accounts import Visitor

OF_CLASS = (
    *("created", "renamed", "settings", "archived", "opened", "code made", "code revoked", "given", "taken", "invited"),
    *("test set", "test removed"),
)
OF_PEOPLE = (
    *("joined", "added", "left", "removed", "returned", "made student", "made assistant", "made teacher"),
    *("merged", "first password"),
)
"""Every action: those on the class as a whole, and those on a member, whose number is the detail."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that happened: `what` is a name in class, a deck, or another detail; empty for somebody who is gone."""

    actor: str
    action: str
    what: str
    at: datetime


def note(connection: Connection, who: Visitor, class_id: int, action: str, now: datetime, detail: object = "") -> None:
    """Log that somebody did something to a class."""
    assert action in OF_CLASS or action in OF_PEOPLE
    log.note(connection, who.username, action, f"class:{class_id}", str(detail), now)


def read(connection: Connection, class_id: int, called: Mapping[int, str]) -> list[LogLine]:
    """Return what happened to a class, newest first; `called` has the names of those who are or were in it."""
    return [
        LogLine(one.actor, one.action, called.get(int(one.detail), "") if one.action in OF_PEOPLE else one.detail, one.at)
        for one in log.entries(connection, f"class:{class_id}")
        if one.action in OF_CLASS or one.action in OF_PEOPLE
    ]
