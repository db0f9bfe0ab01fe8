"""Untrusted zips: everything about one is checked before any of it is unpacked."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - an exception, despite the library's name for it

from quizapp.bank.exchange.notices import Refused

MOST_ENTRIES = 200
MOST_BYTES = 20_000_000
MOST_RATIO = 100
SMALL = 10_000
"""Entries up to this many bytes may be compressed to any ratio."""

CHUNK = 65_536
ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1


@contextmanager
def opened(content: bytes, *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> Iterator[ZipFile]:
    """Open a zip whose list of entries is harmless. Raises Refused, also for errors while it is read inside the block."""
    if content.count(ENTRY) > most_entries:  # each entry has this mark, whatever number the end of the file declares
        raise Refused("zip-entries", most=most_entries)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _judge(archive.infolist(), most_bytes)
            yield archive
    except (BadZipFile, NotImplementedError, EOFError, ZlibError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("not-zip") from error


def read_entry(archive: ZipFile, info: ZipInfo, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of an entry, at most as many as its header declares and as are allowed. Raises Refused."""
    parts, size = [], 0
    with archive.open(info) as stream:
        while part := stream.read(CHUNK):
            size += len(part)
            if size > min(most, info.file_size):
                raise Refused("zip-size", most=most // 1_000_000)
            parts.append(part)
    return b"".join(parts)


def _judge(entries: list[ZipInfo], most_bytes: int) -> None:
    if sum(info.file_size for info in entries) > most_bytes:
        raise Refused("zip-size", most=most_bytes // 1_000_000)
    seen: set[str] = set()
    for info in entries:
        code = _fault(info)
        if not code and info.filename.casefold() in seen:
            code = "zip-double"
        if code:
            raise Refused(code, name=info.filename)
        seen.add(info.filename.casefold())


def _fault(info: ZipInfo) -> str:
    """Return the code of what is wrong with an entry, if anything is."""
    name = info.orig_filename
    parts = PurePosixPath(name).parts
    if "\\" in name or "\0" in name or ":" in name or name.startswith("/") or ".." in parts or not parts:
        return "zip-path"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "zip-link"
    if info.flag_bits & ENCRYPTED:
        return "zip-encrypted"
    if info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size:
        return "zip-ratio"
    return ""
