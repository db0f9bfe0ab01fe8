"""The tables from which the forms of the editor are made: fields, each for one key of the YAML, some with columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Words = str
"""A text of the interface, translated when it is shown."""

PREFIX = "f-"
"""The prefix of the names of all controls for keys of the YAML."""

TICKED = "true"
"""The value of a ticked box, in a form and in the YAML."""

Kind = Literal["line", "text", "choice", "radio", "tick", "lines", "names", "entries", "pairs", "records", "record"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field with rows, for one key of the row, or with a dot for a key of a mapping in it.

    `listed` means several texts separated by semicolons; `choices` names a list to choose from, pictures one to which a file can be added.
    `needs` is a column without which this one is meaningless.
    """

    key: str
    label: Words
    listed: bool = False
    choices: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FormField:
    """A field of a form for one key of the YAML.

    `kind` is line (one line), text (several), choice or radio (one of `choices`), tick (true or nothing), lines (a list, one entry per
    line; with `lone` a single entry is not a list), names (ticks for a list of the page), entries (texts, each with its feedback), pairs
    (left and right), records (a list of rows with `columns`) or record (one of them). `more` puts it under "More". At least `least` rows
    are shown. Fields are compared by identity, so that each table has its own class of forms.
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
        """The name of its control, or with columns the prefix of the names of theirs."""
        return f"{PREFIX}{self.key}"


Table = tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class TypeForm:
    """A type of question for authors: its name, its purpose, and the fields of its form."""

    name: Words
    purpose: Words
    fields: Table
