"""Converts between the data of the YAML and the fields of a form of the editor, without losing anything that was typed.

A field holds a text, a tick (True or False), a list of texts (names), or rows of texts; `Held` has the values by the names of the fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.domain.questions.slugs import slug_of
from quizapp.web.teach.editor.rows import Row, filled
from quizapp.web.teach.editor.tables import TICKED, FormField, Table

Held = Mapping[str, Any]

LONGEST_NAME = 40
"""The most characters of a name that is made for the left side of a pair."""

TRUE = frozenset({"true", "yes", "on", "1", "t", "y"})


def held_of(table: Table, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields that show these data, which may have any shape."""
    return {asked.name: _held(asked, data.get(asked.key)) for asked in table}


def values_of(table: Table, held: Held, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of fields in the shape of the YAML, None for an empty key; parts of `data` without a field are kept."""
    return {asked.key: _value(asked, held[asked.name], data.get(asked.key)) for asked in table}


def changes(table: Table, held: Held, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ from those of a form of these data, so that the rest of the YAML stays as it was typed."""
    was = values_of(table, held_of(table, data), data)
    return {key: value for key, value in values_of(table, held, data).items() if value != was[key]}


def _held(asked: FormField, value: Any) -> Any:
    if asked.columns:
        return _rows_of(asked, value)
    if asked.kind == "tick":
        return str(value).lower() in TRUE
    values = value if isinstance(value, list) else [] if value is None else [value]
    texts = [_text(each) for each in values]
    if asked.kind == "names":
        return texts
    return "\n".join(" ".join(text.split()) if asked.kind == "lines" else text for text in texts)


def _rows_of(asked: FormField, value: Any) -> list[Row]:
    if asked.kind == "pairs":
        return [{"left": str(left), "right": _text(right)} for left, right in value.items()] if isinstance(value, Mapping) else []
    first = asked.columns[0].key
    entries = value if isinstance(value, list) else [] if value is None else [value]
    return [_row_of(asked, entry if isinstance(entry, Mapping) else {first: entry}) for entry in entries]


def _row_of(asked: FormField, entry: Mapping[str, Any]) -> Row:
    row = {}
    for column in asked.columns:
        key, _, inner = column.key.partition(".")
        part = entry.get(key)
        row[column.key] = _text(part if not inner else part.get(inner) if isinstance(part, Mapping) else None)
    return row


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return "; ".join(map(_text, value.values())) if isinstance(value, Mapping) else "" if value is None else str(value)


def _value(asked: FormField, held: Any, was: Any) -> Any:
    if asked.columns:
        return _from_rows(asked, filled(held), was) or None
    if asked.kind == "tick":
        return TICKED if held else None
    if asked.kind == "names":
        return [name.strip() for name in held if name.strip()] or None
    if asked.kind != "lines":
        return held.strip() or None
    entries = [line.strip() for line in held.split("\n") if line.strip()]
    return entries[0] if asked.lone and len(entries) == 1 else entries or None


def _from_rows(asked: FormField, rows: Sequence[Row], was: Any) -> Any:
    if asked.kind == "pairs":
        return {row["left"].strip() or slug_of(row["right"], LONGEST_NAME) or "?": row["right"].strip() for row in rows}
    first = asked.columns[0].key
    olds = [old for old in (was if isinstance(was, list) else [was]) if isinstance(old, Mapping)]
    known = {_text(old.get(first)): old for old in olds}
    entries = [_entry(asked, row, known.get(row[first].strip(), {})) for row in rows]
    if asked.kind == "record":
        return entries[0] if entries else None
    return [entry[first] if asked.kind == "entries" and entry.keys() == {first} else entry for entry in entries if entry]


def _entry(asked: FormField, row: Row, old: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a mapping without empty values; keys without a column stay as they were."""
    shown = {column.key.partition(".")[0] for column in asked.columns}
    entry: dict[str, Any] = {}
    for column in asked.columns:
        text = row[column.key].strip() if not column.needs or row[column.needs].strip() else ""
        parts = [part.strip() for part in text.split(";") if part.strip()] if column.listed else text
        if column.key == "quote" and _text(old.get("quote")) == text:
            parts = old["quote"] if text else ""
        if parts:
            key, _, inner = column.key.partition(".")
            entry[key] = {**entry.get(key, {}), inner: parts} if inner else parts
    return {**entry, **{key: value for key, value in old.items() if key not in shown}}
