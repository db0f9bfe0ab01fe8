"""Pictures as pages show them, and how they are fetched and stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from quizapp.bank.pictures import Encoded
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import decks, stored_pictures
from quizapp.db.learning.stored_pictures import StoredPicture
from quizapp.domain.questions.question import Image
from quizapp.domain.reading.deck import Deck, Picture
from quizapp.services.errors import ClosedOutside, NotFound
from quizapp.services.learning.question_pages import ShownPicture
from quizapp.services.people.accounts import Visitor

__all__ = ["StoredPicture", "contents", "fetch", "named", "shown", "store"]

DIGEST = re.compile("[0-9a-f]{64}")


def shown(deck: Deck, image: Image | None) -> ShownPicture | None:
    """Return a picture of a deck as a page shows it, or None if there is none."""
    found = deck.pictures.get(image.file) if image else None
    return ShownPicture(deck.id, found.digest, image.alt, found.width, found.height) if image and found else None


def all_shown(deck: Deck, images: Mapping[str, Image]) -> dict[str, ShownPicture]:
    """Return the pictures of options as a page shows them, by the option's text."""
    return {text: found for text, image in images.items() if (found := shown(deck, image))}


def named(connection: Connection, digests: Mapping[str, str]) -> dict[str, Picture]:
    """Return the pictures of a draft or a revision by name, from their digests; those that are not stored are left out."""
    sizes = stored_pictures.sizes(connection, digests.values())
    return {name: Picture(digest, sizes[digest].width, sizes[digest].height) for name, digest in digests.items() if digest in sizes}


def store(connection: Connection, encoded: Iterable[Encoded]) -> None:
    """Store pictures that come from files."""
    found = [(each.picture, each.mime, each.data) for each in encoded]
    stored_pictures.store(connection, [StoredPicture(one.digest, mime, data, one.width, one.height) for one, mime, data in found])


def contents(deck: Deck) -> Mapping[str, bytes]:
    """Return the bytes of the pictures of a deck, by digest."""
    with transaction(write=False) as connection:
        return stored_pictures.contents(connection, [picture.digest for picture in deck.pictures.values()])


def fetch(who: Visitor, deck_id: str, digest: str) -> StoredPicture:
    """Return a picture of a deck that somebody may read, or of a draft of their own. Raises NotFound, ClosedOutside."""
    if not DIGEST.fullmatch(digest):
        raise NotFound(digest)
    with transaction(write=False) as connection:
        state = decks.readable_state(connection, deck_id, who.id, who.at)
        if state and state.closed_until:
            raise ClosedOutside(state.closed_until)
        found = stored_pictures.of_deck(connection, deck_id, digest, who.id) if state else None
    if found is None:
        raise NotFound(digest)
    return found
