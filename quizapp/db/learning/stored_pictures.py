"""Pictures of decks, each stored once under the hash of its bytes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, or_, select, union

from quizapp.db import locks
from quizapp.db.access import owned
from quizapp.db.base import add_missing
from quizapp.db.models import DeckRow, DraftRow, PictureRow, Revision

PICTURES = "pictures"
"""The lock for storing pictures and for dropping those that nothing names."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture as it is sent: `mime` is its type, `width` and `height` are in pixels."""

    digest: str
    mime: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a stored picture, in pixels."""

    digest: str
    width: int
    height: int


def sizes(connection: Connection, digests: Collection[str]) -> dict[str, Size]:
    """Return the sizes of those pictures that are stored, by digest."""
    query = select(PictureRow.digest, PictureRow.width, PictureRow.height).where(PictureRow.digest.in_(list(digests)))
    return {row.digest: Size(*row) for row in connection.execute(query)}


def store(connection: Connection, pictures: Iterable[StoredPicture]) -> None:
    """Store the pictures that are not stored yet; nobody drops them before the transaction has ended."""
    fresh = {picture.digest: picture for picture in pictures}
    if not fresh:
        return
    locks.take(connection, PICTURES)
    missing = [fresh[digest] for digest in sorted(fresh.keys() - sizes(connection, fresh.keys()).keys())]
    add_missing(connection, PictureRow, [asdict(one) for one in missing])


def contents(connection: Connection, digests: Collection[str]) -> dict[str, bytes]:
    """Return the bytes of some pictures, by digest."""
    query = select(PictureRow.digest, PictureRow.data).where(PictureRow.digest.in_(list(digests)))
    return dict(connection.execute(query).all())


def of_deck(connection: Connection, deck_id: str, digest: str, user_id: int) -> StoredPicture | None:
    """Return a picture that a published state of a deck shows or, for its owners, its draft; None for any other."""
    published = select(Revision.id).where(Revision.deck_id == deck_id, Revision.pictures.contains(digest, autoescape=True)).exists()
    mine = select(DeckRow.id).where(DeckRow.id == deck_id, owned(user_id)).exists()
    drafted = (
        select(DraftRow.deck_id).where(DraftRow.deck_id == deck_id, DraftRow.pictures.contains(digest, autoescape=True), mine).exists()
    )
    query = select(PictureRow.digest, PictureRow.mime, PictureRow.data, PictureRow.width, PictureRow.height)
    row = connection.execute(query.where(PictureRow.digest == digest, or_(published, drafted))).one_or_none()
    return StoredPicture(*row) if row else None


def unused(connection: Connection) -> set[str]:
    """Return the digests of the pictures that neither a revision nor a draft has, nor what was replaced in a draft."""
    named = union(select(Revision.pictures), select(DraftRow.pictures))
    used = {digest for (text,) in connection.execute(named) for digest in json.loads(text).values()}
    replaced = connection.scalars(select(DraftRow.replaced).where(DraftRow.replaced != ""))
    used |= {digest for text in replaced for digest in json.loads(text)["pictures"].values()}
    return set(connection.execute(select(PictureRow.digest)).scalars()) - used


def drop(connection: Connection, digests: Collection[str]) -> int:
    """Delete those of some pictures that are still in no revision and no draft, replaced or not, and return how many."""
    locks.take(connection, PICTURES)
    published = select(Revision.id).where(Revision.pictures.contains(PictureRow.digest)).exists()
    texts = (DraftRow.pictures, DraftRow.replaced)
    drafted = select(DraftRow.deck_id).where(or_(*(text.contains(PictureRow.digest) for text in texts))).exists()
    return connection.execute(delete(PictureRow).where(PictureRow.digest.in_(list(digests)), ~published, ~drafted)).rowcount
