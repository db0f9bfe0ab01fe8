"""A list of names as a teacher types, pastes or exports it: one person per line, or a table of names and user names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category

from quizapp.domain.questions.spreadsheets import is_formula

MOST_LINES = 100
MOST_CHARACTERS = 20_000
LONGEST_LINE = 200

HEADS = frozenset({"name", "names", "student", "students", "full name", "이름", "성명", "학생"})
"""Possible headings of the first column; such a line names nobody."""


class RosterFault(ValueError):  # noqa: N818 - a message for people, not a fault of the program
    """A list that cannot be used: `code` says why and `line` where (0: the list as a whole)."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(f"{line}: {code}")
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class ListedStudent:
    """Somebody in a list, and their line in it; `username` is empty if the list gives none."""

    line: int
    name: str
    username: str = ""


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark. Raises RosterFault (long, encoding)."""
    if len(data) > 4 * MOST_CHARACTERS:
        raise RosterFault("long")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterFault("encoding", data[: error.start].count(b"\n") + 1) from error


def read(text: str) -> Sequence[ListedStudent]:
    """Return the people in a list; empty lines and a heading are skipped. A fault anywhere refuses the whole list.

    The columns are separated by tabs or semicolons, or by commas if there is a heading or quotes are used; otherwise a line is one name.
    Raises RosterFault (empty, long, characters, columns, quotes, formula, name).
    """
    if len(text) > MOST_CHARACTERS:
        raise RosterFault("long")
    lines = text.removeprefix("\ufeff").splitlines()
    found = list(_people(lines, _separator(lines)))
    if not found:
        raise RosterFault("empty")
    if len(found) > MOST_LINES:
        raise RosterFault("many", found[MOST_LINES].line)
    return found


def write(people: Iterable[tuple[str, str]]) -> str:
    """Return names and user names as a list that `read` returns unchanged."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows([("name", "user name"), *people])
    return written.getvalue()


def _people(lines: Sequence[str], separator: str) -> Iterator[ListedStudent]:
    first = True
    for number, line in enumerate(lines, 1):
        if not line.strip(f" {separator}"):
            continue
        cells = _cells(line, separator, number)
        if first and cells[0].casefold() in HEADS:
            first = False
            continue
        first = False
        if not cells[0]:
            raise RosterFault("name", number)
        yield ListedStudent(number, *cells)


def _cells(line: str, separator: str, number: int) -> list[str]:
    if len(line) > LONGEST_LINE or any(category(sign) in {"Cc", "Cs", "Co", "Cn"} and sign != "\t" for sign in line):
        raise RosterFault("characters", number)
    if not separator:
        cells = [line.strip()]
    else:
        try:
            cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=separator, strict=True))]
        except (csv.Error, StopIteration) as error:
            raise RosterFault("quotes", number) from error
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    if len(cells) > 2:  # noqa: PLR2004 - name and user name
        raise RosterFault("columns", number)
    if any(map(is_formula, cells)):
        raise RosterFault("formula", number)
    return cells


def _separator(lines: Sequence[str]) -> str:
    """Return the separator of the columns, or an empty string."""
    text = "\n".join(lines)
    if "\t" in text:
        return "\t"
    if ";" in text:
        return ";"
    head = next((line for line in lines if line.strip()), "")
    titled = head.partition(",")[0].strip(' "').casefold() in HEADS and "," in head
    return "," if titled or '",' in text or ',"' in text or head.startswith('"') else ""
