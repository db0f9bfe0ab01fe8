"""What differs between two texts, word by word, and between two sets of files, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from typing import Literal

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or that only the old or only the new one has."""

    kind: Literal["same", "old", "new"]
    text: str


def words(old: str, new: str) -> list[Piece]:
    """Return two texts as one, with what only one of them has marked."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found = []
    for kind, start, end, first, last in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[start:end])))
            continue
        parts = (Piece("old", "".join(before[start:end])), Piece("new", "".join(after[first:last])))
        found += [part for part in parts if part.text]
    return found


def lines(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that differs with its unified diff."""
    for name in sorted({*old, *new}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            found = unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
            yield name, "\n".join(found)
