"""The JSON Schemas of the files of a deck, made from the models that read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from quizapp.bank.shape import DeckFile, FactEntry, FactsFile
from quizapp.domain.questions.registry import QUESTION_TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def schemas() -> Mapping[str, Mapping[str, Any]]:
    """Return the schema of each kind of file, by the name of the schema's own file."""
    return {"deck.json": _schema(DeckFile, "A deck (deck.yaml)"), "facts.json": _schema(FactsFile, "Facts of a deck")}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into a folder, creating it if necessary, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / name
        path.write_text(as_text(schema), "utf-8")
        paths.append(path)
    return paths


def as_text(schema: Mapping[str, Any]) -> str:
    """Return a schema as its file contains it."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _schema(model: type[BaseModel], title: str) -> Mapping[str, Any]:
    """Return the schema of a file with the facts and questions in it."""
    models: list[type[BaseModel]] = [model, FactEntry, *(kind.model for kind in QUESTION_TYPES)]
    _, made = models_json_schema([(each, "validation") for each in models], ref_template="#/$defs/{model}")
    definitions = _as_typed(made["$defs"])
    for kind in QUESTION_TYPES:
        definitions[kind.model.__name__]["properties"]["type"] = {"const": kind.name}
    top = definitions.pop(model.__name__)
    for holder, name, item in (
        (top, "facts", "FactEntry"),
        (top, "questions", "Question"),
        (definitions["FactEntry"], "questions", "Question"),
    ):
        if name in holder["properties"]:
            holder["properties"][name]["items"] = {"$ref": f"#/$defs/{item}"}
    return {"$schema": DIALECT, **top, "title": title, "$defs": {**definitions, "Question": _question()}}


def _question() -> Mapping[str, Any]:
    """Return the schema of a question, which depends on its type, so that an editor only suggests what that type has."""
    names = [kind.name for kind in QUESTION_TYPES]
    choices = [
        {"if": {"properties": {"type": {"const": kind.name}}}, "then": {"$ref": f"#/$defs/{kind.model.__name__}"}}
        for kind in QUESTION_TYPES
    ]
    return {"type": "object", "required": ["type"], "properties": {"type": {"enum": names}}, "allOf": choices}


def _as_typed(schema: Any) -> Any:
    """Return a schema for what is typed into an editor: a text may look like a number, and optional values are just not required."""
    if isinstance(schema, list):
        return [_as_typed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        schema = {**{key: value for key, value in schema.items() if key != "anyOf"}, **options[0]}
    kept = {key: _as_typed(value) for key, value in schema.items() if not _says_nothing(key, value)}
    return {**kept, "type": ["string", "number", "boolean"]} if kept.get("type") == "string" else kept


def _says_nothing(key: str, value: Any) -> bool:
    """Return whether this is an empty default, or the title with which pydantic repeats the name of a field."""
    return (key == "default" and value is None) or (key == "title" and isinstance(value, str))
