"""The number of days from one study day to another, which each database counts in its own way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801 - used like a function of SQL
    """The days from a first day to a second, such as `days_between(MemoryRow.first_day, MemoryRow.last)`; NULL if one is."""

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _days_between(element: days_between, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(day, **options) for day in element.clauses)
    if compiler.dialect.name == "postgresql":
        return f"({second} - {first})"
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"
