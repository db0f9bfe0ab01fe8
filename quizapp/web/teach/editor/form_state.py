"""What a form of the editor holds, between the data of the YAML and the fields of the page; nothing typed is lost on the way.

A state is what a browser sends: every value of every field, named `f-<key>` or `f-<key>-<column>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from werkzeug.datastructures import MultiDict

from quizapp.domain.questions.slugs import slug_of
from quizapp.web.teach.editor.tables import Column, FormField

State = Mapping[str, Sequence[str]]

PREFIX = "f-"
LONGEST_NAME = 40
"""Characters of a name that is made for the left side of a pair."""

TRUE = frozenset({"true", "yes", "on", "1", "t", "y"})


def sent(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """Return the state in a submitted form, with plain line ends."""
    return {name: [value.replace("\r\n", "\n") for value in values] for name, values in form.lists() if name.startswith(PREFIX)}


def placed(state: State, names: Mapping[tuple[str, int], str]) -> State:
    """Return a state with other values in some rows: by the name of a field and the number of its row from 0."""
    changed = {name: list(values) for name, values in state.items()}
    for (name, row), value in names.items():
        values = changed.setdefault(name, [])
        values.extend([""] * (row + 1 - len(values)))
        values[row] = value
    return changed


def state_of(fields: Iterable[FormField], data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the state that shows these data. Whatever shape they have, something is shown."""
    state: dict[str, list[str]] = {}
    for field in fields:
        if field.columns:
            rows = _rows_of(field, data.get(field.key))
            for column in field.columns:
                state[name_of(field, column)] = [row.get(column.key, "") for row in rows]
        else:
            state[name_of(field)] = _texts_of(field, data.get(field.key))
    return state


def values_of(fields: Iterable[FormField], state: State, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a state says in the shape of the YAML, None for a key that is left empty; of `data` what a form does not show is kept."""
    return {field.key: _value_of(field, state, data.get(field.key)) for field in fields}


def changes(fields: Sequence[FormField], state: State, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ from what a form of these data holds, so that all else in the YAML stays as it was typed."""
    was = values_of(fields, state_of(fields, data), data)
    return {key: value for key, value in values_of(fields, state, data).items() if value != was[key]}


def name_of(field: FormField, column: Column | None = None) -> str:
    """Return the name of a field of the page."""
    return f"{PREFIX}{field.key}-{column.key}" if column else f"{PREFIX}{field.key}"


def rows(field: FormField, state: State) -> list[dict[str, str]]:
    """Return the rows of a field that hold something, by the keys of its columns."""
    columns = [state.get(name_of(field, column), ()) for column in field.columns]
    filled = [row for row in zip_longest(*columns, fillvalue="") if any(value.strip() for value in row)]
    return [dict(zip((column.key for column in field.columns), row, strict=True)) for row in filled]


def _texts_of(field: FormField, value: Any) -> list[str]:
    if field.kind == "tick":
        return ["true"] if str(value).lower() in TRUE else []
    values = value if isinstance(value, list) else [] if value is None else [value]
    texts = [_text(each) for each in values]
    return (
        texts
        if field.kind == "names"
        else ["\n".join(" ".join(text.split()) for text in texts)]
        if field.kind == "lines"
        else ["\n".join(texts)]
    )


def _rows_of(field: FormField, value: Any) -> list[dict[str, str]]:
    if field.kind == "pairs":
        return [{"left": str(left), "right": _text(right)} for left, right in value.items()] if isinstance(value, Mapping) else []
    entries = value if isinstance(value, list) else [] if value is None else [value]
    first = field.columns[0].key
    return [_row_of(field, entry) if isinstance(entry, Mapping) else {first: _text(entry)} for entry in entries]


def _row_of(field: FormField, entry: Mapping[str, Any]) -> dict[str, str]:
    row = {}
    for column in field.columns:
        key, _, inner = column.key.partition(".")
        part = entry.get(key)
        row[column.key] = _text(part if not inner else part.get(inner) if isinstance(part, Mapping) else None)
    return row


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return "; ".join(map(_text, value.values())) if isinstance(value, Mapping) else "" if value is None else str(value)


def _value_of(field: FormField, state: State, was: Any) -> Any:
    if field.columns:
        return _from_rows(field, rows(field, state), was) or None
    values = [value.strip() for value in state.get(name_of(field), ()) if value.strip()]
    if field.kind == "names":
        return values or None
    if field.kind != "lines":
        return values[0] if values else None
    entries = [line.strip() for line in values[0].split("\n") if line.strip()] if values else []
    return entries[0] if field.lone and len(entries) == 1 else entries or None


def _from_rows(field: FormField, filled: Sequence[Mapping[str, str]], was: Any) -> Any:
    if field.kind == "pairs":
        return {row["left"].strip() or slug_of(row["right"], LONGEST_NAME) or "?": row["right"].strip() for row in filled}
    first = field.columns[0].key
    olds = [old for old in (was if isinstance(was, list) else [was]) if isinstance(old, Mapping)]
    known = {_text(old.get(first)): old for old in olds}
    entries = [_entry(field, row, known.get(row[first].strip(), {})) for row in filled]
    if field.kind == "record":
        return entries[0] if entries else None
    return [entry[first] if field.kind == "entries" and entry.keys() == {first} else entry for entry in entries if entry]


def _entry(field: FormField, row: Mapping[str, str], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a mapping without what is empty; what the form has no column for stays as it was."""
    shown = {column.key.partition(".")[0] for column in field.columns}
    entry: dict[str, Any] = {}
    for column in field.columns:
        text = row[column.key].strip() if not column.needs or row[column.needs].strip() else ""
        parts = [part.strip() for part in text.split(";") if part.strip()] if column.listed else text
        if column.key == "quote" and _text(old.get("quote")) == text:
            parts = old["quote"] if text else ""
        if parts:
            key, _, inner = column.key.partition(".")
            entry[key] = {**entry.get(key, {}), inner: parts} if inner else parts
    return {**entry, **{key: value for key, value in old.items() if key not in shown}}
