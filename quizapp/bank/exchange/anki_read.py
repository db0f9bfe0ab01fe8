"""Reads text cards from Anki packages. The collection inside is an untrusted SQLite database: it is read in memory, tables only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from io import BytesIO
from typing import Any

import zstandard

from quizapp.bank.exchange.markup import reduced
from quizapp.bank.exchange.notices import Found, FoundQuestion, Refused
from quizapp.bank.exchange.texts import few, limited
from quizapp.bank.exchange.zips import opened, read_entry
from quizapp.domain.questions.slugs import slug_of

COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first; next to a newer one, older ones only contain a note that the program is too old."""

MOST_FILE = 100_000_000
MOST_ENTRIES = 20_000
"""The most entries in a package; it may be full of pictures, which are not unpacked."""

MOST_COLLECTION = 100_000_000
LONGEST_VALUE = 10_000_000
"""The longest value, in bytes, that the database may produce: a note has a few lines, the names of all decks a few thousand."""

LONGEST_NOTE = 200_000
"""The longest note that is read, in characters: there may be much HTML around its few words."""

SHOWN = 100
"""The characters of a note by which a report names it."""

CLOZE = re.compile(r"\{\{c\d+::((?:(?!\}\}|::).)*+)(?:(?!\}\}).)*+\}\}", re.DOTALL)
FIELDS = "\x1f"
TABLES = frozenset(["notes", "cards", "col"])
STEPS = 1_000_000
MOST_ROUNDS = 200
"""The SQLite steps allowed for a collection, in millions; a bomb needs more."""


def read(content: bytes, language: str = "en") -> Found:
    """Return the notes of a package as flashcards, and cloze notes as clozes. Raises Refused."""
    del language
    database = _database(limited(content, MOST_FILE))
    found = Found()
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(database)
            _guard(connection)
            names, found.title = _names(connection)
            notes = few(_notes(connection))
        except Refused:
            raise
        except (sqlite3.Error, ValueError, TypeError, AttributeError, LookupError) as error:
            raise Refused("not-anki") from error
    for fields, tags, deck, cards in notes:
        _add(found, fields, tags, names.get(deck, ""), cards)
    return found


def _database(content: bytes) -> bytes:
    with opened(content, most_entries=MOST_ENTRIES, most_bytes=10 * MOST_COLLECTION) as archive:
        names = set(archive.namelist())
        name = next((name for name in COLLECTIONS if name in names), None)
        if name is None:
            raise Refused("not-anki")
        data = read_entry(archive, archive.getinfo(name), MOST_COLLECTION)
    if name.endswith("b"):
        try:
            data = zstandard.ZstdDecompressor().stream_reader(BytesIO(data)).read(MOST_COLLECTION + 1)
        except zstandard.ZstdError as error:
            raise Refused("not-anki") from error
    limited(data, MOST_COLLECTION)
    return data[:18] + b"\x01\x01" + data[20:]  # a database in memory cannot use a write-ahead log, and the package has none


def _guard(connection: sqlite3.Connection) -> None:
    """Let nothing in the file run: nothing is written, no value grows large, and everything that is read is stored as it is.

    A view, a trigger, a virtual table or a generated column would compute what the few bytes of the file do not show; Anki has none.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    rounds = iter(range(MOST_ROUNDS))
    connection.set_progress_handler(lambda: next(rounds, None) is None, STEPS)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.create_collation("unicase", lambda one, other: (one.casefold() > other.casefold()) - (one.casefold() < other.casefold()))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    computed = connection.execute("SELECT 1 FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'").fetchone()
    columns = (column for table in tables for column in connection.execute("SELECT hidden FROM pragma_table_xinfo(?)", [table]))
    if computed or not tables >= TABLES or any(hidden for (hidden,) in columns):
        raise Refused("not-anki")


def _names(connection: sqlite3.Connection) -> tuple[Mapping[int, str], str]:
    """Return the names of the decks if there are several, and the name they all begin with, if any."""
    (text,) = connection.execute("SELECT decks FROM col").fetchone()
    if text:
        names = {int(key): str(deck["name"]).replace("::", " / ") for key, deck in json.loads(text).items()}
    else:
        names = {int(key): name.replace("\x1f", " / ") for key, name in connection.execute("SELECT id, name FROM decks")}
    used = {deck for (deck,) in connection.execute("SELECT DISTINCT did FROM cards")}
    titles = {names[deck].partition(" / ")[0] for deck in used if deck in names}
    several = len(used) > 1
    return names if several else {}, next(iter(titles), "") if len(titles) == 1 else ""


def _notes(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int, int]]:
    query = (
        "SELECT notes.flds, notes.tags, min(cards.did), count(DISTINCT cards.ord) FROM notes JOIN cards ON cards.nid = notes.id "
        "GROUP BY notes.id ORDER BY notes.id"
    )
    for fields, tags, deck, cards in connection.execute(query):
        yield str(fields), str(tags), int(deck), int(cards)


def _add(found: Found, fields: str, tags: str, category: str, cards: int) -> None:
    if len(fields) > LONGEST_NOTE:
        found.note("long-card", fields[:SHOWN], most=LONGEST_NOTE)
        return
    texts = [reduced(field) for field in fields.split(FIELDS)]
    front, back, *more = [text.text for text in texts] + [""] * max(0, 2 - len(texts))
    if any(text.media for text in texts):
        found.note("media-left-out", front)
    why = "\n\n".join(filter(None, more))
    raw: dict[str, Any]
    if gaps := _gaps(front):
        raw = {"type": "cloze", "prompt": gaps, "why": back}
    elif front and back:
        raw = {"type": "flashcard", "prompt": front, "answer": back, "why": why, "both_ways": "true" if cards > 1 else None}
    else:
        found.note("empty-card", front or back)
        return
    raw["tags"] = list(dict.fromkeys(filter(None, map(slug_of, tags.split()))))
    found.entries.append(FoundQuestion(raw, category=category))


def _gaps(text: str) -> str:
    """Return a text with its clozes as gaps, or nothing if it has none. Behind the last pair of braces nothing is closed, or looked at."""
    before, braces, rest = text.rpartition("}}")
    found, count = CLOZE.subn(lambda gap: "{{" + gap[1].strip() + "}}", before + braces)
    return found + rest if count else ""
