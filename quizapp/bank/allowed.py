"""`# quizapp: allow CODE reason`, on a line of its own, silences one warning on the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quizapp.bank import problems
from quizapp.bank.problems import Problem
from quizapp.bank.reader import SourceFile

ALLOW = re.compile(r"(?P<indent>\s*)# quizapp: allow (?P<code>[a-z-]+)( .*)?")


def silenced(files: Mapping[str, SourceFile], found: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems that no comment silences, and a warning for each comment that silences nothing."""
    comments = {(str(file.path), line, code): column for file in files.values() for line, column, code in _comments(file.text)}
    used = set()
    for problem in found:
        key = (problem.path, problem.line - 1, problem.code)
        if problem.severity != "error" and key in comments:
            used.add(key)
        else:
            yield problem
    for path, line, code in comments.keys() - used:
        yield problems.problem(path, line, comments[path, line, code], "unused-allow", {"code": code})


def _comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the line and column, from 1, and the code of every comment that silences a warning."""
    for number, line in enumerate(text.split("\n"), start=1):
        if match := ALLOW.fullmatch(line):
            yield number, len(match["indent"]) + 1, match["code"]
