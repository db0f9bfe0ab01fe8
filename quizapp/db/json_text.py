"""The text at a place in a column of JSON, which each database writes in its own way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class json_text(FunctionElement[str]):  # noqa: N801 - used like a function of SQL
    """The text at a path in a column of JSON, such as `json_text(Revision.data, "$.deck.title")`; NULL if there is none."""

    type = String()
    inherit_cache = True

    def __init__(self, column: Any, path: str) -> None:
        names = path.removeprefix("$.").replace(".", ",")
        super().__init__(column, literal(path), literal(f"{{{names}}}"))


@compiles(json_text)
def _json_text(element: json_text, compiler: Any, **options: Any) -> str:
    column, path, names = element.clauses
    if compiler.dialect.name == "postgresql":
        return f"({compiler.process(column, **options)}::json #>> CAST({compiler.process(names, **options)} AS text[]))"
    return f"json_extract({compiler.process(column, **options)}, {compiler.process(path, **options)})"
