"""Problems as text for people, as JSON for editors, as annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from quizapp.bank.problems import Problem

MOST = 500
"""How many problems are printed for people."""


def as_text(found: Sequence[Problem]) -> str:
    """Return a line for each problem, its cure below; of very many only the first."""
    more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
    return "\n".join([*map(str, found[:MOST]), *more])


def as_json(found: Sequence[Problem]) -> str:
    """Return a list of objects with the fields of a problem."""
    return json.dumps([asdict(problem) for problem in found], ensure_ascii=False, indent=2)


def as_github(found: Sequence[Problem]) -> str:
    """Return a workflow command for each problem."""
    return "\n".join(
        f"::{problem.severity} file={_property(problem.path)},line={problem.line},col={problem.column},title={_property(problem.code)}"
        f"::{_data(' '.join(filter(None, [problem.message + '.', problem.cure])))}"
        for problem in found
    )


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
