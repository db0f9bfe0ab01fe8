"""The formats by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quizapp.bank.exchange import aiken, anki_read, anki_write, gift_read, gift_write, moodle_read, moodle_write, table
from quizapp.bank.exchange.notices import Exported, Found
from quizapp.domain.reading.deck import Deck

EXPORTERS: Mapping[str, Callable[[Deck], Exported]] = {
    "gift": gift_write.export,
    "aiken": aiken.export,
    "moodle": moodle_write.export,
    "csv": table.export,
    "apkg": anki_write.export,
}

PICTURED: Mapping[str, Callable[[Deck, Mapping[str, bytes]], Exported]] = {"apkg": anki_write.export}
"""Exporters that also take the bytes of the deck's pictures, by digest."""

READERS: Mapping[str, Callable[[bytes, str], Found]] = {
    "gift": gift_read.read,
    "aiken": aiken.read,
    "moodle": moodle_read.read,
    "csv": table.read,
    "apkg": anki_read.read,
}
"""Readers take the bytes of a file and the language in which its numbers are read."""

SUFFIXES: Mapping[str, str] = {"zip": "zip", "xml": "moodle", "csv": "csv", "apkg": "apkg", "gift": "gift"}
AIKEN = re.compile(rb"^ANSWER: *[A-Z]\s*$", re.MULTILINE)


def guessed(name: str, content: bytes) -> str:
    """Return the format of a file by its name; GIFT and Aiken texts are told apart by how they mark answers."""
    suffix = name.lower().rpartition(".")[2]
    return SUFFIXES.get(suffix) or ("aiken" if AIKEN.search(content) else "gift")


ENDINGS: Mapping[str, str] = {"zip": "zip", "gift": "gift.txt", "aiken": "aiken.txt", "moodle": "xml", "csv": "csv", "apkg": "apkg"}
"""The ending of an exported file's name, by format."""
