"""One thing that is wrong with a deck: where it stands, what it is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quizapp.bank.messages import MESSAGES

SHOWN = 120
"""The longest piece of a deck that a message repeats, in characters."""

Way = tuple[int | str, ...]
"""The way to a value in the data of a file: keys and indexes."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem of a file. `line` and `column` count from 1; `severity` is error or warning; `cure` may be empty."""

    path: str
    line: int
    column: int
    severity: Literal["error", "warning"]
    code: str
    message: str
    cure: str = ""

    def __str__(self) -> str:
        """Return `path:line:column: severity[code] message`, and the cure on a line of its own."""
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}] {self.message}"
        return f"{head}\n    {self.cure}" if self.cure else head


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a file of a deck: the file's name and the way to it. `on_key` means its key rather than itself.

    In the reading, which has no keys, `line` and `column` say it.
    """

    file: str
    way: Way = ()
    on_key: bool = False
    line: int = 1
    column: int = 1

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.file, (*self.way, step))

    @property
    def key(self) -> Place:
        """The same place, seen from its key."""
        return Place(self.file, self.way, on_key=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a code of the table of messages, where, and the words that fill its message."""

    code: str
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)


def problem(path: str, line: int, column: int, code: str, params: Mapping[str, object]) -> Problem:
    """Word a finding by the table of messages. A `corrected` line among `params` is the cure, as it is to be copied."""
    message = MESSAGES[code]
    words = {name: shown(str(value)) for name, value in params.items()}
    cure = params.get("corrected") or message.cure.format_map(words)
    return Problem(path, line, column, message.severity, code, message.text.format_map(words), str(cure))


def shown(text: str) -> str:
    """Return a piece of a deck as a message repeats it: one line, not too long, nothing that moves the cursor."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
