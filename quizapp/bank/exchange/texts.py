"""Files from other programs: how much of one is read, and its text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from quizapp.bank.exchange.notices import Refused

T = TypeVar("T")

MOST_BYTES = 25_000_000
MOST_QUESTIONS = 5000
"""The most questions, rows or cards of one file. Work that comes before this is known must be small."""


def limited(content: bytes, most: int = MOST_BYTES) -> bytes:
    """Return the content. Raises Refused if it is too large."""
    if len(content) > most:
        raise Refused("too-big", most=most // 1_000_000)
    return content


def few(items: Iterable[T]) -> list[T]:
    """Return the questions, rows or cards of a file, not read any further. Raises Refused if there are too many."""
    found = list(islice(items, MOST_QUESTIONS + 1))
    if len(found) > MOST_QUESTIONS:
        raise Refused("too-many", most=MOST_QUESTIONS)
    return found


def decoded(content: bytes) -> str:
    """Return a UTF-8 text, with or without a byte order mark, with plain line ends. Raises Refused."""
    try:
        text = limited(content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not-text", line=content[: error.start].count(b"\n") + 1) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
