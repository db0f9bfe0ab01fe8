"""Drafts: decks as their owners write them in the browser, where several people can edit at once without losing anything.

A draft has a number that grows with every change. A change names the number it was made from; if others have changed the draft since then,
the two are merged fact by fact, and only what both changed is reported as a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.bank.editing.entries import new_files
from quizapp.bank.pictures import Encoded
from quizapp.bank.scan import MAX_BYTES
from quizapp.bank.shape import DECK_FILE, is_deck_id
from quizapp.db.authoring import stored_drafts
from quizapp.db.authoring.stored_drafts import Replaced, Written
from quizapp.db.base import Connection, transaction
from quizapp.domain.people.audiences import teaches
from quizapp.domain.questions.slugs import LONGEST_ID, slug_of
from quizapp.domain.reading.merging import Key, marks, merge
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.learning import pictures
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor

MAX_FILES = 50
MAX_TOTAL = 2_000_000
"""The largest deck, in bytes of all its files together."""

LONGEST_TITLE = 200
PAGES = frozenset({"new", "import"})
"""Names that teachers' addresses use in place of a deck id."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}\.(yaml|yml|md)")
_TITLE = re.compile(r"^title:[ \t]+([\"']?)(\S.*?)\1[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a deck as its owners see them now.

    `n` counts the changes and is 0 if there are none since the current revision. `revision` is the number of that revision, or None before
    the first; `published` is true if the deck has one, `changed` if the draft differs from it. `replaced_by` and `replaced_at` tell who
    replaced the whole draft when, if what it held before can be brought back. `merged` is the user name of somebody whose changes were
    merged with the one that was just saved.
    """

    deck_id: str
    title: str
    files: Mapping[str, str]
    n: int
    revision: int | None
    changed_by: str
    changed_at: datetime | None
    published: bool
    visibility: str
    owners: Sequence[str]
    pictures: Mapping[str, str]
    changed: bool
    copied_from: str = ""
    replaced_by: str = ""
    replaced_at: datetime | None = None
    merged: str = ""


class Conflict(Exception):  # noqa: N818 - read as a sentence: raise Conflict
    """Somebody else changed the same pieces (file, fact) in the meantime; nothing was stored. `theirs` is the draft as it is now."""

    def __init__(self, theirs: Draft, clashes: Sequence[Key] = ()) -> None:
        super().__init__(theirs.deck_id)
        self.theirs = theirs
        self.by = theirs.changed_by
        self.at = theirs.changed_at
        self.clashes = clashes


def create(
    who: Visitor,
    title: str,
    language: str,
    now: datetime,
    files: Mapping[str, str] | None = None,
    encoded: Mapping[str, Encoded] | None = None,
    then: Callable[[Connection, str], None] = lambda _connection, _deck: None,
) -> str:
    """Create a deck that only its author sees, with the pictures `encoded` by name, and return its id.

    `then` is called with it before the deck is stored for good. Raises NotAllowed, Invalid (title, language, files).
    """
    if not teaches(who.role):
        raise NotAllowed
    title = names.clean_line(title, "title", LONGEST_TITLE)
    check_language(language)
    checked = clean(new_files(title, language) if files is None else files)
    with transaction(write=True) as connection:
        pictures.store(connection, (encoded or {}).values())  # together with the draft: tidying removes pictures that belong to no deck
        named = {name: one.picture.digest for name, one in (encoded or {}).items()}
        deck_id = add(connection, who, title, checked, now, pictures=named)
        then(connection, deck_id)
        return deck_id


def add(
    connection: Connection,
    who: Visitor,
    title: str,
    files: Mapping[str, str],
    now: datetime,
    *,
    pictures: Mapping[str, str],
    wanted: str = "",
    copied_from: str = "",
) -> str:
    """Add a deck with its first draft and return its id: the one that is `wanted`, or one made from the title."""
    deck_id = _free_id(connection, wanted or id_of(title))
    stored_drafts.add(connection, deck_id, title, copied_from=copied_from)
    stored_drafts.add_owner(connection, deck_id, who.id)
    stored_drafts.put(connection, deck_id, files, pictures, n=1, trail={}, revision_id=None, changed_by=who.username, changed_at=now)
    return deck_id


def check_language(tag: str) -> None:
    """Check the tag of a deck's language. Raises Invalid (language: tag)."""
    if not _LANGUAGE.fullmatch(tag):
        raise Invalid("language", "tag")


def read(who: Visitor, deck_id: str) -> Draft:
    """Return the draft of a deck for its owners and administrators. Raises NotFound for everybody else."""
    with transaction(write=False) as connection:
        return draft_of(connection, find(connection, who, deck_id))


def save(
    who: Visitor, deck_id: str, based_on: int, files: Mapping[str, str], now: datetime, pictures: Mapping[str, str] | None = None
) -> Draft:
    """Store a change of the draft that was made from its change `based_on`; if `pictures` are not given, they stay.

    Raises NotFound, Invalid (files), Conflict.
    """
    checked = clean(files)
    with transaction(write=True) as connection:
        written = find(connection, who, deck_id)
        merged: Mapping[str, str] = checked
        if based_on != written.n:
            merged = _merged(connection, written, based_on, checked)
        store(connection, written, who, merged, now, pictures=pictures)
        after = draft_of(connection, find(connection, who, deck_id))
    others = based_on != written.n and written.changed_by != who.username and merged != checked
    return replace(after, merged=written.changed_by if others else "")


def discard(who: Visitor, deck_id: str, based_on: int, now: datetime) -> None:
    """Go back from change `based_on` to the published files. Raises NotFound, Conflict, or Invalid if there are none."""
    with transaction(write=True) as connection:
        written = find_at(connection, who, deck_id, based_on)
        if not written.published_files:
            raise Invalid("deck", "unpublished")
        store(connection, written, who, written.published_files, now, pictures=written.published_pictures, replacing=True)


def bring_back(who: Visitor, deck_id: str, based_on: int, now: datetime) -> None:
    """Bring back what was replaced in a draft, in place of its change `based_on`, which can then be brought back in turn.

    Raises NotFound, Conflict, or Invalid (draft: nothing-replaced).
    """
    with transaction(write=True) as connection:
        written = find_at(connection, who, deck_id, based_on)
        if written.replaced is None:
            raise Invalid("draft", "nothing-replaced")
        store(connection, written, who, written.replaced.files, now, pictures=written.replaced.pictures, replacing=True)


def find(connection: Connection, who: Visitor, deck_id: str) -> Written:
    """Return a deck from the database for somebody who may edit it. Raises NotFound for everybody else."""
    written = stored_drafts.read(connection, deck_id, who.id) if teaches(who.role) else None
    if written is None:
        raise NotFound(deck_id)
    return written


def find_at(connection: Connection, who: Visitor, deck_id: str, based_on: int) -> Written:
    """Return a deck whose draft is still as it was at its change `based_on`. Raises NotFound, Conflict."""
    written = find(connection, who, deck_id)
    if written.n != based_on:
        raise Conflict(draft_of(connection, written))
    return written


def draft_of(connection: Connection, written: Written) -> Draft:
    """Return the draft of a deck that was read."""
    replaced = written.replaced if written.replaced and _differs(written, written.replaced) else None
    return Draft(
        deck_id=written.id,
        title=written.title,
        files=written.files,
        n=written.n,
        revision=written.number or None,
        changed_by=written.changed_by,
        changed_at=written.changed_at,
        published=written.revision is not None,
        visibility=written.visibility,
        owners=[owner.username for owner in stored_drafts.owners(connection, written.id)],
        pictures=written.pictures,
        changed=written.files != written.published_files or _other_pictures(written),
        copied_from=written.copied_from,
        replaced_by=replaced.by if replaced else "",
        replaced_at=replaced.at if replaced else None,
    )


def store(
    connection: Connection,
    written: Written,
    who: Visitor,
    files: Mapping[str, str],
    now: datetime,
    *,
    pictures: Mapping[str, str] | None = None,
    replacing: bool = False,
) -> None:
    """Store the next change of a draft, unless nothing changed. One that is `replacing` the whole draft keeps what it held before."""
    kept = written.pictures if pictures is None else pictures
    if files == written.files and kept == written.pictures:
        return
    before, after = marks(written.files), marks(files)
    step = {key: before.get(key, "") for key in {**before, **after} if before.get(key) != after.get(key)}
    columns = {"revision_id": written.begun_from, "changed_by": who.username, "changed_at": now}
    trail = {**written.trail, written.n + 1: step}
    replaced = Replaced(written.files, written.pictures, who.username, now) if replacing else None
    stored_drafts.put(connection, written.id, files, kept, n=written.n + 1, trail=trail, replaced=replaced, **columns)
    if written.revision is None:
        stored_drafts.change(connection, written.id, {"title": title_of(files) or written.title})


def clean(files: Mapping[str, str]) -> dict[str, str]:
    """Return files with plain line ends. Raises Invalid (files) for bad names, or if there are too many or they are too large."""
    plain = {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in files.items()}
    if not all(map(_FILE.fullmatch, plain)):
        raise Invalid("files", "name")
    if len(plain) > MAX_FILES:
        raise Invalid("files", "many", most=MAX_FILES)
    sizes = [len(text.encode("utf-8", "surrogatepass")) for text in plain.values()]
    if max(sizes, default=0) > MAX_BYTES or sum(sizes) > MAX_TOTAL:
        raise Invalid("files", "large")
    if any("\ud800" <= char <= "\udfff" or char == "\0" for text in plain.values() for char in text):
        raise Invalid("files", "characters")
    return plain


def id_of(title: str) -> str:
    """Return the id that a title suggests: its letters a to z and digits, or `deck` if it has none."""
    return slug_of(title, LONGEST_ID) or "deck"


def title_of(files: Mapping[str, str]) -> str:
    """Return the title in deck.yaml, or "" if it cannot be read."""
    found = _TITLE.search(files.get(DECK_FILE, ""))
    return found[2][:LONGEST_TITLE] if found else ""


def _other_pictures(written: Written) -> bool:
    """Return whether a draft has another picture under a published name; new pictures that nothing shows do not count."""
    return any(written.pictures.get(name) != digest for name, digest in written.published_pictures.items())


def _differs(written: Written, replaced: Replaced) -> bool:
    """Return whether a draft holds something else than what was replaced in it."""
    return (written.files, written.pictures) != (replaced.files, replaced.pictures)


def _free_id(connection: Connection, wanted: str) -> str:
    taken = stored_drafts.ids_like(connection, wanted) | PAGES
    number, deck_id = 1, wanted
    while deck_id in taken or not is_deck_id(deck_id):
        number += 1
        deck_id = f"{wanted}-{number}"
    return deck_id


def _merged(connection: Connection, written: Written, based_on: int, files: Mapping[str, str]) -> Mapping[str, str]:
    """Merge a change with those that were made since it began. Raises Conflict."""
    since = [number for number in written.trail if number > based_on]
    theirs = draft_of(connection, written)
    if based_on > written.n or len(since) < written.n - based_on:  # made from a change that is no longer stored
        if files == written.files:
            return files
        raise Conflict(theirs)
    base = marks(written.files)
    for number in sorted(since, reverse=True):
        base |= written.trail[number]
    merged = merge({key: mark for key, mark in base.items() if mark}, files, written.files)
    if merged.clashes:
        raise Conflict(theirs, merged.clashes)
    return merged.files
