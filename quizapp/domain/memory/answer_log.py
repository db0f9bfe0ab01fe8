"""Logs of answers from elsewhere: a table with one answer a line, its columns named in the first line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any

from quizapp.domain.memory.prediction import Row
from quizapp.domain.questions.phrases import N_, Phrase

COLUMNS: Mapping[str, str] = {
    "user": "user",
    "card": "card",
    "fact": "fact",
    "day": "day",
    "t": "t",
    "rating": "rating",
    "options": "options",
}
"""What is read, and the name of its column: who answered, what was asked, what that is about, study day, seconds, rating, options.

Without a column for the fact each card is a fact of its own; without one for options all answers are typed. Other columns are not read.
"""

OPTIONAL = frozenset({"fact", "options"})
DELIMITERS = ",;\t"
LONGEST = 200
"""The most characters of a name."""

NAME = N_("a name of 1 to 200 characters")
DAY = N_("a whole number or a date such as 2026-03-02")
SECONDS = N_("a number of seconds")
WHOLE = N_("a whole number")

FARTHEST = 10_000_000
"""The largest study day, 27,000 years."""


class UnreadableLogError(ValueError):
    """A log that cannot be read; its argument says why, and where."""


def read_log(lines: Iterable[str], columns: Mapping[str, str] = COLUMNS) -> list[Row]:
    """Return the answers of a log in order of time. Columns are separated by commas, semicolons or tabs. Raises UnreadableLogError."""
    numbered = iter(lines)
    header = next(numbered, "").removeprefix("\ufeff").strip()
    delimiter = max(DELIMITERS, key=header.count)
    _, names = next(_cells([header], delimiter, 1), (1, []))
    places = _places(names, columns)
    return sorted((_row(cells, places, line) for line, cells in _cells(numbered, delimiter, 2)), key=lambda row: row.at)


def _cells(lines: Iterable[str], delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line that is not empty, with the line's number; the first one has the number `first`."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num + first - 1, cells
    except csv.Error as error:
        problem = Phrase(N_("this is not a line of a table: {reason}"), {"reason": error})
        raise UnreadableLogError(_at(reader.line_num + first - 1, problem)) from error


def _places(names: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return the place of each column."""
    found = {name.strip(): place for place, name in reversed(list(enumerate(names)))}
    missing = tuple(name for what, name in columns.items() if name not in found and (what not in OPTIONAL or name != COLUMNS[what]))
    if missing:
        problem = Phrase(N_("there is no column {names}; name the columns with --columns"), {"names": missing})
        raise UnreadableLogError(_at(1, problem))
    return {what: found[name] for what, name in columns.items() if name in found}


def _row(cells: list[str], places: Mapping[str, int], line: int) -> Row:
    read = {what: _cell(cells[place] if place < len(cells) else "", what, line) for what, place in places.items()}
    question = read["card"]
    return Row(read["user"], question, read.get("fact", question), read["day"], read["t"], read["rating"], read.get("options", 0))


def _cell(text: str, what: str, line: int) -> Any:
    read, expected = READERS[what]
    try:
        return read(text.strip())
    except ValueError as error:
        shown = text[:40].encode("unicode_escape").decode()
        problem = Phrase(N_("{column} is “{text}”, not {expected}"), {"column": what, "text": shown, "expected": Phrase(expected)})
        raise UnreadableLogError(_at(line, problem)) from error


def _at(line: int, problem: Phrase) -> Phrase:
    return Phrase(N_("line {line}: {problem}"), {"line": line, "problem": problem})


def _name(text: str) -> str:
    if not 0 < len(text) <= LONGEST or not text.isprintable():
        raise ValueError(text)
    return text


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() if text.count("-") > 1 else _whole(text)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not isfinite(seconds):
        raise ValueError(text)
    return seconds


def _whole(text: str) -> int:
    number = int(text) if text.isascii() and "_" not in text else FARTHEST + 1
    if abs(number) > FARTHEST:
        raise ValueError(text)
    return number


def _count(text: str) -> int:
    return max(_whole(text or "0"), 0)


READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "user": (_name, NAME),
    "card": (_name, NAME),
    "fact": (_name, NAME),
    "day": (_day, DAY),
    "t": (_seconds, SECONDS),
    "rating": (_whole, WHOLE),
    "options": (_count, WHOLE),
}
"""How each column is read, and what it has to be."""
