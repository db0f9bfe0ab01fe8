"""Pictures of a draft: added from files that its owners upload, listed, and removed if nothing shows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from unicodedata import normalize

from quizapp.bank.pictures import DRAWN, LARGEST_FILE, BadPicture, Encoded, encode
from quizapp.db.base import transaction
from quizapp.services.authoring import drafts
from quizapp.services.authoring.editing import Work
from quizapp.services.errors import Invalid
from quizapp.services.learning import pictures
from quizapp.services.learning.question_pages import ShownPicture
from quizapp.services.people.accounts import Visitor

__all__ = ["ACCEPTED", "LARGEST_FILE", "Kept", "add", "is_shown", "kept", "remove"]

MOST = 200
"""The most pictures of a deck."""

LONGEST_STEM = 40
LONGEST_TOLD = 60
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/svg+xml": "svg"}
ACCEPTED = ",".join(ENDINGS)
"""The types of files that can be added, as the control of a file names them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture of a draft and its address; `used` is true if something in the deck shows it."""

    name: str
    shown: ShownPicture
    used: bool


def add(who: Visitor, deck_id: str, sent: str, content: bytes, now: datetime) -> str:
    """Add a picture to a draft and return its name there, made from the one it was `sent` under; a picture already there keeps its name.

    Raises NotFound for anybody who may not edit the deck, and Invalid (picture: large, large-drawing, pixels, moving, refused, broken,
    many).
    """
    drafts.read(who, deck_id)  # nothing is decoded for others
    encoded = _encoded(sent, content)
    with transaction(write=True) as connection:
        written = drafts.find(connection, who, deck_id)
        for name, digest in written.pictures.items():
            if digest == encoded.picture.digest:
                return name
        if len(written.pictures) >= MOST:
            raise Invalid("picture", "many", name=_told(sent))
        # A published name keeps its picture, since the name says what a question shows.
        name = _free_name(sent, ENDINGS[encoded.mime], {*written.pictures, *written.published_pictures})
        pictures.store(connection, [encoded])
        named = {**written.pictures, name: encoded.picture.digest}
        drafts.store(connection, written, who, written.files, now, pictures=named)
    return name


def kept(work: Work) -> list[Kept]:
    """Return the pictures of a draft by name."""
    deck_id = work.draft.deck_id
    return [
        Kept(name, ShownPicture(deck_id, one.digest, "", one.width, one.height), is_shown(work.files, name))
        for name, one in sorted(work.pictures.items())
    ]


def remove(who: Visitor, deck_id: str, name: str, now: datetime) -> None:
    """Remove a picture from a draft. Raises NotFound, and Invalid (picture: used) if the deck shows it."""
    with transaction(write=True) as connection:
        written = drafts.find(connection, who, deck_id)
        if is_shown(written.files, name):
            raise Invalid("picture", "used")
        left = {other: digest for other, digest in written.pictures.items() if other != name}
        drafts.store(connection, written, who, written.files, now, pictures=left)


def is_shown(files: Mapping[str, str], name: str) -> bool:
    """Return whether the files of a deck name a picture; in doubt, and for a file that cannot be read, the answer is yes."""
    named = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return any(named.search(text) for text in files.values())


def _encoded(sent: str, content: bytes) -> Encoded:
    name = sent.lower()  # uploads may be named .SVG; the check of a folder knows .svg alone
    try:
        return encode(content, name)
    except BadPicture as error:
        if error.code == "drawing-refused":
            raise Invalid("picture", "refused", name=_told(sent), what=error.what) from error
        if error.code == "picture-too-large" and name.endswith(DRAWN):
            raise Invalid("picture", "large-drawing", name=_told(sent)) from error
        if error.code == "picture-too-large":
            raise Invalid("picture", "pixels" if "pixels" in error.size else "large", name=_told(sent)) from error
        raise Invalid("picture", "moving" if error.code == "picture-moving" else "broken", name=_told(sent)) from error


def _told(sent: str) -> str:
    """Return the name of a file as a message shows it: only its end if it is long."""
    return sent[-LONGEST_TOLD:]


def _free_name(sent: str, ending: str, taken: Collection[str]) -> str:
    """Return a name that is safe and free, whatever was sent: its letters a to z and digits, with a number if that name is taken."""
    stem = PurePath(sent.replace("\\", "/")).stem
    plain = normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM].strip("-") or "picture"
    folded = {name.lower() for name in taken}  # some file systems ignore case
    number, name = 1, f"{plain}.{ending}"
    while name in folded:
        number += 1
        name = f"{plain}-{number}.{ending}"
    return name
