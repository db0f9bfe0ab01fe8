"""What the forms of the editor are made from: tables of fields, each for one key of the YAML, some with columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Words = str
"""Words of the interface, looked up in the reader's language when they are shown."""

PREFIX = "f-"
"""What the names of all controls begin with that hold something of the YAML."""

TICKED = "true"
"""What a tick says, in a form and in the YAML."""

Kind = Literal["line", "text", "choice", "radio", "tick", "lines", "names", "entries", "pairs", "records", "record"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field that has rows, for one key of the row, or with a dot for a key of a mapping in it.

    `listed` holds several texts with a semicolon between; `choices` names a list to choose from, pictures one that a file may be added to.
    `needs` is the column without which this one says nothing.
    """

    key: str
    label: Words
    listed: bool = False
    choices: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FormField:
    """A field of a form for one key of the YAML.

    `kind` is line (one line), text (several), choice or radio (one of `choices`), tick (true or nothing), lines (a list, one entry a line;
    with `lone` a single entry is no list), names (ticks for what the page lists), entries (texts, each with its feedback), pairs (left
    and right), records (a list of rows with `columns`) or record (one of them). `more` puts it under "More". `least` rows are shown.
    Each is one of its own: a table has one class of forms, whatever others are spelled like it.
    """

    key: str
    label: Words
    kind: Kind = "line"
    hint: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    columns: tuple[Column, ...] = ()
    least: int = 4
    lone: bool = False
    more: bool = False

    @property
    def name(self) -> str:
        """The name of its control, with columns what the names of their controls begin with."""
        return f"{PREFIX}{self.key}"


Table = tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class TypeForm:
    """A type of question in words: its name, what it is for, and what it asks its author for."""

    name: Words
    purpose: Words
    fields: Table
