"""One thing that is wrong with a deck: where it is, what it is, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from quizapp.bank.messages import MESSAGES
from quizapp.domain.questions.phrases import Phrase, packed, unpacked

SHOWN = 120
"""The longest piece of a deck that a message repeats, in characters."""

Way = tuple[int | str, ...]
"""The path to a value in the data of a file: keys and indexes."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem in a file. `line` and `column` count from 1; `severity` is error, warning or note; `cure` may be empty.

    `message` and `cure` are phrases: English that can be translated. `params` are the values they are made from.
    """

    path: str
    line: int
    column: int
    severity: Literal["error", "warning", "note"]
    code: str
    message: str
    cure: str = ""
    params: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        """Return `path:line:column: severity[code] message`, with the fix on a line of its own."""
        return self.worded(str)

    def worded(self, say: Callable[[str], str]) -> str:
        """Return the same, with message and fix translated by `say` into the reader's language."""
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}] {say(self.message)}"
        return f"{head}\n    {say(self.cure)}" if self.cure else head

    def packed(self) -> list[Any]:
        """Return the problem in a form that JSON can store: its place, its code and the values of its message."""
        corrected = {"corrected": self.params["corrected"]} if self.params.get("corrected") else {}
        values = {name: packed(value) for name, value in (filling(self.params) | corrected).items()}
        return [self.path, self.line, self.column, self.code, values]


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A value in a file of a deck: the file's name and the path to it. `on_key` means its key instead of the value.

    In the reading, which has no keys, `line` and `column` give the place.
    """

    file: str
    way: Way = ()
    on_key: bool = False
    line: int = 1
    column: int = 1

    def __truediv__(self, step: str | int) -> FilePlace:
        return FilePlace(self.file, (*self.way, step))

    @property
    def key(self) -> FilePlace:
        """The same place, but on the key."""
        return FilePlace(self.file, self.way, on_key=True)


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """What a rule found: a code of the table of messages, the place, and the values for its message."""

    code: str
    place: FilePlace
    params: Mapping[str, object] = field(default_factory=dict)


def problem(path: str, line: int, column: int, code: str, params: Mapping[str, object]) -> Problem:
    """Put a finding into words by the table of messages. A `corrected` line among `params` is the fix, ready to copy."""
    message, words = MESSAGES[code], filling(params)
    cure = str(params["corrected"]) if params.get("corrected") else Phrase(message.cure, words)
    return Problem(path, line, column, message.severity, code, Phrase(message.text, words, message.several), cure, params)


def recalled(kept: Sequence[Any]) -> Problem:
    """Return the problem that `Problem.packed` stored. Raises LookupError for a code that no longer exists."""
    path, line, column, code, params = kept
    return problem(path, line, column, code, {name: unpacked(value) for name, value in params.items()})


def filling(params: Mapping[str, object]) -> dict[str, Any]:
    """Return the values for a message: phrases, lists and numbers unchanged, pieces of a deck as a message repeats them."""
    return {name: value if isinstance(value, Phrase | tuple | int) else shown(str(value)) for name, value in params.items()}


def shown(text: str) -> str:
    """Return a piece of a deck as a message repeats it: one line, not too long, nothing that moves the cursor."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
