"""Text files from other programs."""

from __future__ import annotations

from quizapp.bank.exchange.notices import Refused

MOST_BYTES = 20_000_000


def limited(content: bytes, most: int = MOST_BYTES) -> bytes:
    """Return the content. Raises Refused if it is too large."""
    if len(content) > most:
        raise Refused("too-big", most=most // 1_000_000)
    return content


def decoded(content: bytes) -> str:
    """Return a UTF-8 text, with or without a byte order mark, with plain line ends. Raises Refused."""
    try:
        text = limited(content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not-text", line=content[: error.start].count(b"\n") + 1) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
