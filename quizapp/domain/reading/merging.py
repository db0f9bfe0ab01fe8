"""Merging when two people change the files of a deck at once, piece by piece, and the conflicts.

A file is split into pieces: each of its facts, what comes before them and what comes after. The order of the pieces counts as one more. The
split depends only on the lines, so that files that are not valid YAML yet can be merged too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

Key = tuple[str, str]
"""The name of a piece: its file, and the id of the fact or one of HEAD, TAIL, ORDER."""

HEAD, TAIL, ORDER = "<head>", "<tail>", "<order>"

_LIST = re.compile(r"^(?:facts|questions):\s*(?:#.*)?$")
_ITEM = re.compile(r"^( *)-(?:\s|$)")
_ID = re.compile(r"(?:^\s*-\s+|^\s+|[{,]\s*)id:\s*[\"']?([^\s,\"'}]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two changes merged; `clashes` names the pieces that both changed in different ways, and if there are any, there are no files."""

    files: Mapping[str, str]
    clashes: tuple[Key, ...] = ()


def pieces(files: Mapping[str, str]) -> dict[Key, str]:
    """Split files into pieces with their line ends, in order; joined again they are the files."""
    found: dict[Key, str] = {}
    for name, text in files.items():
        for piece, lines in _cut(text):
            key, number = (name, piece), 2
            while key in found:  # the same id twice, which the check reports
                key, number = (name, f"{piece} {number}"), number + 1
            found[key] = lines
    return found


def mark(text: str) -> str:
    """Return a short digest of a text that tells whether it has changed. Drafts store it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def marks(files: Mapping[str, str]) -> dict[Key, str]:
    """Return the mark of every piece, and of the order of the pieces in each file."""
    cut = pieces(files)
    orders = {(name, ORDER): "\n".join(key[1] for key in keys) for name, keys in groupby(cut, key=lambda key: key[0])}
    return {key: mark(text) for key, text in {**cut, **orders}.items()}


def merge(base: Mapping[Key, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Merge two changes of the same files. `base` has the marks of the files that both started from."""
    ours, others = pieces(mine), pieces(theirs)
    my_marks, their_marks = marks(mine), marks(theirs)
    kept: dict[Key, str] = {}
    clashes = []
    for key in {**others, **ours}:
        was, mark, their_mark = base.get(key), my_marks.get(key), their_marks.get(key)
        if mark not in {was, their_mark} and their_mark != was:
            clashes.append(key)
        text = others.get(key) if mark in {was, their_mark} else ours.get(key)
        if text is not None:
            kept[key] = text
    if clashes:
        return Merged({}, tuple(clashes))
    moved = {name for name in mine if their_marks.get((name, ORDER)) == base.get((name, ORDER))}
    names = dict.fromkeys(name for name, _ in _woven(others, ours))
    parts = {name: _woven(*((ours, others) if name in moved else (others, ours)), file=name) for name in names}
    files = {
        name: "".join(_ended(kept[key] for key in keys if key in kept)) for name, keys in parts.items() if any(k in kept for k in keys)
    }
    return Merged(files)


def _cut(text: str) -> Iterable[tuple[str, str]]:
    """Yield the pieces of a file; a file without a list of facts is one piece."""
    lines = text.splitlines(keepends=True)
    start = next((place for place, line in enumerate(lines) if _LIST.match(line)), len(lines)) + 1
    indent, piece, begun = "", HEAD, 0
    for place in range(start, len(lines)):
        line, item = lines[place], _ITEM.match(lines[place])
        if item and piece == HEAD:
            indent = item[1]
        is_item = bool(item and item[1] == indent and piece != TAIL)
        ends = piece not in {HEAD, TAIL} and not is_item and line[:1].strip() and not line.startswith("#")
        if is_item or ends:
            yield _named(piece, "".join(lines[begun:place])), "".join(lines[begun:place])
            piece, begun = (TAIL if ends else ""), place
    yield _named(piece, "".join(lines[begun:])), "".join(lines[begun:])


def _named(piece: str, text: str) -> str:
    """Return the name of a piece; for a fact, it is its id."""
    found = _ID.search(text)
    return piece or (found[1] if found else "?")


def _woven(first: Iterable[Key], second: Iterable[Key], *, file: str = "") -> list[Key]:
    """Return the keys of the first in their order, with those only in the second after the key that precedes them there."""
    order = [key for key in first if file in {"", key[0]}]
    before: Key | None = None
    for key in second:
        if file not in {"", key[0]}:
            continue
        if key not in order:
            order.insert(order.index(before) + 1 if before in order else len(order), key)
        before = key
    return order


def _ended(texts: Iterable[str]) -> Iterable[str]:
    """Yield texts in which every one but the last ends its line."""
    before = ""
    for text in texts:
        if before and not before.endswith("\n"):
            yield "\n"
        yield text
        before = text or before
