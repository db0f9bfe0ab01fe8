"""The fields a type asks its author for, read from its model: enough for the editor to build a form for a type that has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from quizapp.domain.questions.question import Question

Shape = Literal["line", "text", "tick", "choice", "lines", "entries", "pairs"]


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a model as an author fills it in.

    `shape` is line (one line), text (several), tick (true or nothing), choice (one of `choices`; "" stands for none), lines (a list with
    one entry per line), entries (texts, each with its feedback) or pairs (left and right). `words` is the model's own description.
    """

    key: str
    shape: Shape
    words: str = ""
    choices: tuple[str, ...] = ()


def inputs(model: type[Question]) -> tuple[Input, ...]:
    """Return the fields of a model, in its order, except those that every question has."""
    schema = model.model_json_schema()
    own = (name for name in model.model_fields if name not in Question.model_fields and name != "type")
    return tuple(_input(name, schema["properties"][name], schema) for name in own)


def _input(key: str, field: Mapping[str, Any], schema: Mapping[str, Any]) -> Input:
    kinds = [_resolved(kind, schema) for kind in field.get("anyOf", [field]) if kind.get("type") != "null"]
    needed = key in schema.get("required", ())
    words = str(field.get("description", ""))
    if any(kind.get("type") == "boolean" for kind in kinds):
        return Input(key, "choice", words, ("true", "false")) if needed else Input(key, "tick", words)
    choices = tuple(str(choice) for kind in kinds for choice in kind.get("enum", ()))
    if choices:
        return Input(key, "choice", words, choices if needed else ("", *choices))
    return Input(key, _shape(kinds, schema), words)


def _shape(kinds: list[Mapping[str, Any]], schema: Mapping[str, Any]) -> Shape:
    """Return the shape that can represent all of several kinds of JSON."""
    lists = [kind for kind in kinds if kind.get("type") == "array"]
    if lists:
        return "entries" if any("anyOf" in _resolved(kind.get("items", {}), schema) for kind in lists) else "lines"
    if any(kind.get("type") == "object" for kind in kinds):
        return "pairs"
    return "text" if any(kind.get("type") == "string" and "pattern" not in kind for kind in kinds) else "line"


def _resolved(kind: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the target of a reference inside a schema, and anything else unchanged."""
    found: Mapping[str, Any] = schema["$defs"][kind["$ref"].rpartition("/")[2]] if "$ref" in kind else kind
    return found
