"""Who owns a deck, and what only its owners do with the whole deck: share it, withdraw it, delete it."""

from __future__ import annotations

from datetime import datetime

from quizapp.db import log
from quizapp.db.authoring import stored_drafts
from quizapp.db.authoring.stored_drafts import Owner
from quizapp.db.base import Connection, transaction
from quizapp.domain.reading.deck import Visibility
from quizapp.services.authoring import drafts
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor

__all__ = ["Owner", "add", "delete", "listing", "remove", "withdraw"]


def listing(who: Visitor, deck_id: str) -> list[Owner]:
    """Return the owners of a deck. Raises NotFound for those who may not edit it."""
    with transaction(write=False) as connection:
        drafts.find(connection, who, deck_id)
        return stored_drafts.owners(connection, deck_id)


def add(who: Visitor, deck_id: str, username: str, now: datetime) -> None:
    """Let another teacher edit a deck. Raises NotFound, Invalid (username: no-teacher or owner)."""
    with transaction(write=True) as connection:
        drafts.find(connection, who, deck_id)
        new = _teacher(connection, username)
        if new.user_id in {owner.user_id for owner in stored_drafts.owners(connection, deck_id)}:
            raise Invalid("username", "owner")
        stored_drafts.add_owner(connection, deck_id, new.user_id)
        log.note(connection, who.username, "shared", f"deck:{deck_id}", new.username, now)


def remove(who: Visitor, deck_id: str, user_id: int, based_on: int, now: datetime) -> None:
    """Take a deck, as of change `based_on` of its draft, from one of its owners, but never from the last.

    Raises NotFound, Conflict, Invalid (owner: last).
    """
    with transaction(write=True) as connection:
        drafts.find_at(connection, who, deck_id, based_on)
        owners = {owner.user_id: owner for owner in stored_drafts.owners(connection, deck_id)}
        if user_id not in owners:
            raise NotFound(user_id)
        if len(owners) == 1:
            raise Invalid("owner", "last")
        stored_drafts.remove_owner(connection, deck_id, user_id)
        log.note(connection, who.username, "unshared", f"deck:{deck_id}", owners[user_id].username, now)


def withdraw(who: Visitor, deck_id: str, now: datetime) -> None:
    """Close a published deck to its learners; nothing is deleted. Raises NotFound, Invalid (deck: unpublished)."""
    with transaction(write=True) as connection:
        if drafts.find(connection, who, deck_id).visibility != Visibility.CLASS:
            raise Invalid("deck", "unpublished")
        stored_drafts.change(connection, deck_id, {"visibility": Visibility.DRAFT})
        log.note(connection, who.username, "withdrawn", f"deck:{deck_id}", "", now)


def delete(who: Visitor, deck_id: str, based_on: int, now: datetime) -> None:
    """Delete a deck that was never published, with its draft as of change `based_on`.

    Raises NotFound, Conflict, Invalid (deck: published).
    """
    with transaction(write=True) as connection:
        written = drafts.find_at(connection, who, deck_id, based_on)
        if stored_drafts.is_used(connection, deck_id):
            raise Invalid("deck", "published")
        stored_drafts.delete_deck(connection, deck_id)
        log.note(connection, who.username, "deleted", f"deck:{deck_id}", written.title, now)


def _teacher(connection: Connection, username: str) -> Owner:
    found = stored_drafts.teacher(connection, names.key(username))
    if found is None:
        raise Invalid("username", "no-teacher")
    return found
