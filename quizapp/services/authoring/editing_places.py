"""Which form of the editor each problem of a draft belongs to: the fact, the question and the key on its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.bank.editing.cures import CURED
from quizapp.bank.editing.outline import Outline
from quizapp.bank.problems import Problem

KEY = re.compile(r"(?:^|(?<=[\s{,-]))([a-z_]+):(?=\s|$)")


@dataclass(frozen=True, slots=True)
class ProblemSpot:
    """A problem and where to fix it: in which fact and question (empty: none), at which key (empty: unknown)."""

    problem: Problem
    fact: str = ""
    question: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """The name of the problem in a form."""
        return f"{self.problem.path}:{self.problem.line}:{self.problem.column}:{self.problem.code}"

    @property
    def curable(self) -> bool:
        """Whether it can be fixed with one click."""
        return self.problem.code in CURED


def spots(files: Mapping[str, str], lined: Outline, problems: Iterable[Problem]) -> Sequence[ProblemSpot]:
    """Return the problems, each with its place."""
    lines = {name: text.split("\n") for name, text in files.items()}
    return [_spot(problem, lines.get(problem.path, []), lined) for problem in problems]


def key_at(lines: Sequence[str], line: int, column: int) -> str:
    """Return the key of the text at a place (from 1): the key on its line, or else the nearest one above and further left."""
    if line > len(lines):
        return ""
    text = lines[line - 1]
    found = [key for key in KEY.findall(text[: max(column, _after_key(text, column))]) if key not in {"text", "feedback"}]
    if found:
        return str(found[-1])
    indent = _indent(text)
    for number in range(line - 2, -1, -1):
        above = lines[number]
        if not above.strip() or above.lstrip().startswith(("#", "- ")):
            continue
        if _indent(above) <= indent and (match := KEY.search(above)):
            if match[1] not in {"text", "feedback"}:
                return str(match[1])
            indent = _indent(above)
    return ""


def _after_key(text: str, column: int) -> int:
    """Return where the key that begins at a column ends, so that a place on a key counts as part of it."""
    match = KEY.match(text, column - 1)
    return match.end() if match else column


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _spot(problem: Problem, lines: Sequence[str], lined: Outline) -> ProblemSpot:
    fact = max(
        (fact for fact in lined.facts if fact.file == problem.path and fact.line <= problem.line), key=lambda f: f.line, default=None
    )
    if fact is None:
        return ProblemSpot(problem, key=_key(problem, lines))
    asked = max((question for question in fact.questions if question.line <= problem.line), key=lambda q: q.line, default=None)
    return ProblemSpot(problem, fact.id, asked.id if asked else "", _key(problem, lines))


def _key(problem: Problem, lines: Sequence[str]) -> str:
    if problem.code == "missing-key":
        return str(problem.params["key"])
    keys = {"quote-missing": "quote", "no-why": "why", "no-short-label": "short", "category-missing": "category"}
    return keys.get(problem.code) or key_at(lines, problem.line, problem.column)
