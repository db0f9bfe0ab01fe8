"""Rows of decks that are written in the browser: their drafts and their owners.

Along with the files, a draft stores its trail: for each of the last changes, the marks that the changed pieces had before it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from quizapp.db.access import owned
from quizapp.db.base import held
from quizapp.db.models import Account, BroughtRow, ClassDeck, DeckOwner, DeckRow, DraftRow, QuestionRow, Revision
from quizapp.domain.people.audiences import TEACHERS
from quizapp.domain.reading.deck import Origin, Visibility

KEPT = 200
"""The longest trail, in changes."""

Trail = Mapping[int, Mapping[tuple[str, str], str]]
"""By the number of a change: the marks of its pieces before it, "" for pieces it added."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a draft held before a discard or a restore, and who replaced it when."""

    files: Mapping[str, str]
    pictures: Mapping[str, str]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A deck written in the browser: its row, its current revision (`published_files` are empty before the first) and its draft.

    Without a draft, `n` is 0. `begun_from` is the revision that the draft was started from, `replaced` what can be brought back into it.
    """

    id: str
    title: str
    visibility: str
    copied_from: str
    revision: int | None
    number: int
    published_files: Mapping[str, str]
    published_pictures: Mapping[str, str]
    n: int
    files: Mapping[str, str]
    pictures: Mapping[str, str]
    trail: Trail
    begun_from: int | None
    changed_by: str
    changed_at: datetime | None
    replaced: Replaced | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who may edit a deck."""

    user_id: int
    username: str
    name: str


def add(connection: Connection, deck_id: str, title: str, *, copied_from: str = "") -> None:
    """Add a deck that only its owners see."""
    values = {"id": deck_id, "title": title, "visibility": Visibility.DRAFT, "origin": Origin.DATABASE, "copied_from": copied_from}
    connection.execute(insert(DeckRow).values(values))


def ids_like(connection: Connection, stem: str) -> set[str]:
    """Return the ids of all decks, including those of the bank folder, that begin with a text of letters, digits and dashes."""
    return set(connection.scalars(select(DeckRow.id).where(DeckRow.id.like(f"{stem}%"))))


def read(connection: Connection, deck_id: str, user_id: int) -> Written | None:
    """Return a deck from the database for one of its owners or an administrator, or None. A transaction that writes locks it."""
    columns = (DeckRow.title, DeckRow.visibility, DeckRow.copied_from, DeckRow.revision_id)
    query = (
        select(*columns, Revision.number, Revision.files, Revision.pictures)
        .outerjoin(Revision, Revision.id == DeckRow.revision_id)
        .where(DeckRow.id == deck_id, DeckRow.origin == Origin.DATABASE, owned(user_id))
    )
    row = connection.execute(held(connection, query, of=DeckRow)).one_or_none()
    if row is None:
        return None
    draft: Any = connection.execute(select(DraftRow.__table__).where(DraftRow.deck_id == deck_id)).one_or_none()
    trail = json.loads(draft.trail) if draft else []
    return Written(
        id=deck_id,
        title=row.title,
        visibility=row.visibility,
        copied_from=row.copied_from,
        revision=row.revision_id,
        number=row.number or 0,
        published_files=json.loads(row.files or "{}"),
        published_pictures=json.loads(row.pictures or "{}"),
        n=draft.n if draft else 0,
        files=json.loads((draft.files if draft else row.files) or "{}"),
        pictures=json.loads((draft.pictures if draft else row.pictures) or "{}"),
        trail={n: {(file, piece): mark for file, piece, mark in marks} for n, marks in trail},
        begun_from=draft.revision_id if draft else row.revision_id,
        changed_by=draft.changed_by if draft else "",
        changed_at=draft.changed_at if draft else None,
        replaced=_replaced(draft.replaced) if draft else None,
    )


def put(
    connection: Connection,
    deck_id: str,
    files: Mapping[str, str],
    pictures: Mapping[str, str],
    *,
    n: int,
    trail: Trail,
    replaced: Replaced | None = None,
    **columns: Any,
) -> None:
    """Store a draft as its change `n`; without `replaced`, what was replaced before stays.

    `columns`: revision_id, changed_by, changed_at.
    """
    newest = [[number, [[*key, mark] for key, mark in marks.items()]] for number, marks in sorted(trail.items())[-KEPT:]]
    texts = {"files": files, "pictures": pictures, "trail": newest}
    values = {**{name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()}, "n": n, **columns}
    if replaced:
        values["replaced"] = json.dumps({**asdict(replaced), "at": replaced.at.isoformat()}, ensure_ascii=False)
    if not connection.execute(update(DraftRow).where(DraftRow.deck_id == deck_id).values(values)).rowcount:
        connection.execute(insert(DraftRow).values(deck_id=deck_id, **values))


def _replaced(stored: str) -> Replaced | None:
    """Return what was replaced as it was stored, or None for an empty text."""
    if not stored:
        return None
    kept = json.loads(stored)
    return Replaced(kept["files"], kept["pictures"], kept["by"], datetime.fromisoformat(kept["at"]))


def begin_from(connection: Connection, deck_id: str) -> None:
    """Record that a draft continues from the current revision, which was made from it."""
    now = select(DeckRow.revision_id).where(DeckRow.id == deck_id).scalar_subquery()
    connection.execute(update(DraftRow).where(DraftRow.deck_id == deck_id).values(revision_id=now))


def change(connection: Connection, deck_id: str, values: Mapping[str, Any]) -> None:
    """Change columns of a deck."""
    connection.execute(update(DeckRow).where(DeckRow.id == deck_id).values(values))


def is_used(connection: Connection, deck_id: str) -> bool:
    """Return whether a deck was ever published or given to a class."""
    used = or_(exists().where(Revision.deck_id == deck_id), exists().where(ClassDeck.deck_id == deck_id))
    return bool(connection.scalar(select(used)))


def delete_deck(connection: Connection, deck_id: str) -> None:
    """Delete a deck that was never published, with its draft and owners."""
    for table in (DraftRow, DeckOwner, QuestionRow, BroughtRow):
        connection.execute(delete(table).where(table.deck_id == deck_id))
    connection.execute(delete(DeckRow).where(DeckRow.id == deck_id))


def owners(connection: Connection, deck_id: str) -> list[Owner]:
    """Return the owners of a deck by user name."""
    query = select(Account.id, Account.username, Account.display_name).join(DeckOwner, DeckOwner.user_id == Account.id)
    rows = connection.execute(query.where(DeckOwner.deck_id == deck_id).order_by(Account.username))
    return [Owner(user_id, username or "", name or username or "") for user_id, username, name in rows]


def add_owner(connection: Connection, deck_id: str, user_id: int) -> None:
    """Make somebody an owner of a deck."""
    connection.execute(insert(DeckOwner).values(deck_id=deck_id, user_id=user_id))


def remove_owner(connection: Connection, deck_id: str, user_id: int) -> None:
    """Take a deck from somebody."""
    connection.execute(delete(DeckOwner).where(DeckOwner.deck_id == deck_id, DeckOwner.user_id == user_id))


def teacher(connection: Connection, username_key: str) -> Owner | None:
    """Return the teacher or administrator with a folded user name who can sign in, or None."""
    query = select(Account.id, Account.username, Account.display_name)
    query = query.where(Account.username_key == username_key, Account.role.in_(TEACHERS), Account.disabled.is_(False))
    row = connection.execute(query).one_or_none()
    return Owner(row.id, row.username, row.display_name or row.username) if row else None


def editable(connection: Connection, user_id: int) -> dict[str, str]:
    """Return the origin (folder or database) of the bank folder's decks and of those somebody owns; for administrators, of all."""
    query = select(DeckRow.id, DeckRow.origin).where(or_(DeckRow.origin == Origin.FOLDER, owned(user_id)))
    return dict(connection.execute(query).all())
