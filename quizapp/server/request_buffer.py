"""The bytes of one HTTP/1 request, collected until it is whole, so that no thread has to wait for a slow sender.

Only where a request ends is read here; gunicorn parses the same bytes again and has the last word: what it does not take, it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile

MOST_HEAD = 65_536
"""The bytes of a request line and its headers."""

MOST_BODY = 27_000_000
"""The bytes of a body that are collected, a little more than any form takes. The application refuses a longer one unread."""

IN_MEMORY = 262_144
"""The bytes that are kept in memory; a longer request goes to a temporary file."""

PIECE = 65_536
DIGITS = re.compile(rb"[0-9]{1,18}")
HEXADECIMAL = re.compile(rb"[0-9a-fA-F]{1,8}")


class RequestBuffer:
    """One request. `feed` it bytes until it is `whole`; `pieces` are what to parse, and `rest` is what came after it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.whole = False
        self.cut = False  # where the request ends is unknown: nothing behind it can be read
        self.continues = False  # the sender waits for "100 Continue" before the body
        self.rest = b""
        self.received = 0
        self.head = b""
        self._file: SpooledTemporaryFile[bytes] | None = None
        self._body: _Body | None = None

    @property
    def endless(self) -> bool:
        """Whether the head is longer than any that is parsed."""
        return self.cut and self._body is None

    @property
    def method(self) -> bytes:
        """The method, once the head is whole."""
        return self.head.partition(b" ")[0]

    @property
    def path(self) -> bytes:
        """The path without the query, once the head is whole."""
        return self.head.partition(b"\r\n")[0].partition(b" ")[2].partition(b" ")[0].partition(b"?")[0]

    def feed(self, data: bytes) -> None:
        """Take the next bytes; those behind the end of the request become the rest."""
        self.received += len(data)
        if self._body is None:
            self.head += data
            end = self.head.find(b"\r\n\r\n", max(0, len(self.head) - len(data) - 3))
            if end < 0:
                self.whole = self.cut = len(self.head) > MOST_HEAD
                return
            data, self.head = self.head[end + 4 :], self.head[: end + 4]
            self._body = _body_of(self.head)
            self.continues = b"\r\nexpect: 100-continue" in self.head.lower()
        taken = self._body.take(data)
        if taken:
            if self._file is None:
                self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed with the request
            self._file.write(data[:taken])
        self.rest = data[taken:]
        self.whole, self.cut = self._body.whole, self._body.cut
        self.continues = self.continues and not taken and not self.whole

    def pieces(self) -> Iterator[bytes]:
        """Yield the whole request."""
        yield self.head
        if self._file is not None:
            self._file.seek(0)
            while piece := self._file.read(PIECE):
                yield piece

    def close(self) -> None:
        """Drop the bytes, also those that could not be written."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


class _Body:
    """A body of an announced length. One that is longer than anybody may send is cut at once: the application refuses it unread."""

    def __init__(self, length: int = 0) -> None:
        self.left, self.cut = length, False
        if length > MOST_BODY:
            self.end_here()

    def end_here(self) -> None:
        """Take no more of it."""
        self.left, self.cut = 0, True

    @property
    def whole(self) -> bool:
        return self.left == 0

    def take(self, data: bytes) -> int:
        """Return how many of the next bytes are the body's."""
        taken = min(self.left, len(data))
        self.left -= taken
        return taken


class _ChunkedBody(_Body):
    """A body in chunks (RFC 9112, section 7.1): a line with the size in hexadecimal digits before each, and lines after the last."""

    def __init__(self) -> None:
        super().__init__(1)
        self._line = b""
        self._chunk = 0
        self._trailer = False
        self._total = 0

    def take(self, data: bytes) -> int:
        at = 0
        while at < len(data) and self.left:
            if self._chunk:
                step = min(self._chunk, len(data) - at)
                self._chunk -= step
            else:
                end = data.find(b"\n", at)
                step = (end + 1 if end >= 0 else len(data)) - at
                self._line += data[at : at + step]
                if end >= 0 or len(self._line) > PIECE:
                    self._end_line()
            at += step
            self._total += step
            if self._total > MOST_BODY:
                self.end_here()
        return at

    def _end_line(self) -> None:
        line, self._line = self._line.strip(), b""
        if self._trailer:
            self.left = len(line)
            return
        size = line.partition(b";")[0].strip()
        if not HEXADECIMAL.fullmatch(size):
            self.end_here()
            return
        self._trailer = int(size, 16) == 0
        self._chunk = 0 if self._trailer else int(size, 16) + 2


def _body_of(head: bytes) -> _Body:
    headers = [line.partition(b":") for line in head.lower().split(b"\r\n")[1:]]
    values = {name.strip(): value.strip() for name, _, value in headers}
    if b"chunked" in values.get(b"transfer-encoding", b""):
        return _ChunkedBody()
    length = values.get(b"content-length", b"0")
    return _Body(int(length) if DIGITS.fullmatch(length) else MOST_BODY + 1)
