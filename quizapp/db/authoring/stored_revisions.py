"""Rows of revisions, as the history of a deck shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from quizapp.db.access import CLOSING_ENDS, at, closing, owned
from quizapp.db.json_text import json_text
from quizapp.db.learning import decks
from quizapp.db.models import AssignmentRow, ClassDeck, ClassroomRow, DeckRow, Extension, MembershipRow, Revision
from quizapp.domain.people.audiences import ClassRole
from quizapp.domain.reading.deck import Origin


@dataclass(frozen=True, slots=True)
class TeacherDeck:
    """A deck as a teacher sees it: `origin` is folder or database, `number` that of its current revision, 0 before the first.

    `notes` is true if that has notes for teachers; `check_again` is the day from which its facts have to be checked, if there is one.
    """

    id: str
    title: str
    visibility: str
    origin: str
    problem: str
    copied_from: str
    revision: int | None
    number: int
    has_files: bool
    notes: bool
    check_again: date | None


@dataclass(frozen=True, slots=True)
class PastRevision:
    """A revision with the versions of its questions, by key: (question id, version id). Older ones have no files."""

    id: int
    number: int
    by: str
    why: str
    at: datetime
    versions: Mapping[str, tuple[int, int]]
    files: Mapping[str, str]
    pictures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Closing:
    """A quiz that closes its deck to those outside now, and the class that takes it, with its zone; `until` is the last end of anybody."""

    assignment: int
    title: str
    class_id: int
    classroom: str
    zone: str
    until: datetime


_PAST = select(
    Revision.id, Revision.number, Revision.by, Revision.why, Revision.published_at, Revision.versions, Revision.files, Revision.pictures
)


def shown(connection: Connection, deck_id: str, user_id: int) -> TeacherDeck | None:
    """Return a deck for a teacher: one of the bank folder, or one of their own; otherwise None."""
    deck = (DeckRow.id, DeckRow.title, DeckRow.visibility, DeckRow.origin, DeckRow.problem, DeckRow.copied_from, DeckRow.revision_id)
    notes = json_text(Revision.data, "$.teacher").is_not(None)
    query = select(*deck, Revision.number, Revision.files, notes.label("notes"), decks.CHECK_AGAIN.label("again"))
    query = query.outerjoin(Revision, Revision.id == DeckRow.revision_id)
    row = connection.execute(query.where(DeckRow.id == deck_id, or_(DeckRow.origin == Origin.FOLDER, owned(user_id)))).one_or_none()
    if row is None:
        return None
    again = date.fromisoformat(row.again) if row.again else None
    return TeacherDeck(*row[:7], number=row.number or 0, has_files=bool(row.files), notes=row.notes, check_again=again)


def listing(connection: Connection, deck_id: str) -> list[PastRevision]:
    """Return every revision of a deck, newest first."""
    return [_past(row) for row in connection.execute(_PAST.where(Revision.deck_id == deck_id).order_by(Revision.number.desc()))]


def read(connection: Connection, deck_id: str, number: int) -> PastRevision | None:
    """Return one revision of a deck by its number, or None."""
    row = connection.execute(_PAST.where(Revision.deck_id == deck_id, Revision.number == number)).one_or_none()
    return _past(row) if row else None


def classes_with(connection: Connection, deck_id: str, user_id: int, *, every: bool = False) -> list[tuple[int, str]]:
    """Return the id and name of classes with a deck that are not archived: those somebody teaches, or all."""
    query = select(ClassroomRow.id, ClassroomRow.name).join(ClassDeck, ClassDeck.class_id == ClassroomRow.id)
    query = query.where(ClassDeck.deck_id == deck_id, ClassroomRow.archived.is_(False)).order_by(ClassroomRow.name, ClassroomRow.id)
    if not every:
        mine = (MembershipRow.class_id == ClassroomRow.id, MembershipRow.user_id == user_id, MembershipRow.removed_at.is_(None))
        query = query.where(select(MembershipRow.user_id).where(*mine, MembershipRow.role == ClassRole.TEACHER).exists())
    return [(class_id, name) for class_id, name in connection.execute(query)]


def closings(connection: Connection, deck_id: str, now: datetime) -> list[Closing]:
    """Return the quizzes that close a deck to those outside now, the one that closes it longest first."""
    until = func.max(CLOSING_ENDS)
    query = (
        select(AssignmentRow.id, AssignmentRow.title, ClassroomRow.id, ClassroomRow.name, ClassroomRow.zone, until)
        .join(ClassroomRow, ClassroomRow.id == AssignmentRow.class_id)
        .outerjoin(Extension, Extension.assignment_id == AssignmentRow.id)
        .where(AssignmentRow.deck_id == deck_id, *closing())
        .group_by(AssignmentRow.id, AssignmentRow.title, ClassroomRow.id, ClassroomRow.name, ClassroomRow.zone)
        .order_by(until.desc(), AssignmentRow.id)
    )
    return [Closing(*row) for row in connection.execute(query, at(now))]


def copies(connection: Connection, deck_id: str, user_id: int) -> list[tuple[str, str]]:
    """Return the id and title of the copies of a deck that somebody owns."""
    query = select(DeckRow.id, DeckRow.title).where(DeckRow.copied_from == deck_id, DeckRow.origin == Origin.DATABASE, owned(user_id))
    return [(copy, title) for copy, title in connection.execute(query.order_by(DeckRow.title, DeckRow.id))]


def _past(row: Any) -> PastRevision:
    versions = {key: (pair[0], pair[1]) for key, pair in json.loads(row.versions).items()}
    files, pictures = json.loads(row.files or "{}"), json.loads(row.pictures or "{}")
    return PastRevision(row.id, row.number, row.by, row.why, row.published_at, versions, files, pictures)
