"""A CSV table with one row per question. Cells that a spreadsheet would take for a formula get an apostrophe, removed when read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import zip_longest
from typing import Any

from quizapp.bank.exchange.notices import Exported, Found, FoundQuestion, Refused
from quizapp.bank.exchange.outgoing import FormatScope, OutgoingQuestion
from quizapp.bank.exchange.texts import decoded, few
from quizapp.domain.questions.registry import QUESTION_TYPES
from quizapp.domain.questions.spreadsheets import guarded, unguarded
from quizapp.domain.reading.deck import Deck

COLUMNS = ("type", "prompt", "answer", "accept", "distractors", "why", "category", "level", "hint", "unit", "tolerance", "id")
NEEDED = frozenset(["type", "prompt", "answer"])
TYPES = frozenset(kind.name for kind in QUESTION_TYPES)
TRUTH = {"true": True, "t": True, "1": True, "yes": True, "false": False, "f": False, "0": False, "no": False}
LONGEST_CELL = 131_072
FORM = FormatScope(
    keeps={
        "multiple_choice": frozenset(["answer", "distractors"]),
        "multiple_answer": frozenset(["answers", "distractors"]),
        "true_false": frozenset(["answer"]),
        "short_answer": frozenset(["answer", "accept"]),
        "numeric": frozenset(["answer", "unit", "tolerance"]),
        "date": frozenset(["answer"]),
        "cloze": frozenset(),
        "matching": frozenset(["pairs", "distractors"]),
        "ordering": frozenset(["items"]),
        "flashcard": frozenset(["answer"]),
    },
    becomes={},
    everywhere=frozenset(["level", "hint"]),
    feedback=False,
)


def export(deck: Deck) -> Exported:
    """Return a deck as CSV in UTF-8 with a byte order mark, as spreadsheets expect, and what the table cannot express."""
    kept, losses = FORM.split(deck)
    target = StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for item in kept:
        cells = _cells(item)
        writer.writerow([guarded(str(cells.get(column) or "")) for column in COLUMNS])
    return Exported(target.getvalue().encode("utf-8-sig"), tuple(losses))


def _cells(item: OutgoingQuestion) -> Mapping[str, object]:
    question: Any = item.question
    options = [entry.text for entry in (getattr(question, "distractors", None) or getattr(question, "choices", None) or ())]
    return {
        "type": item.type,
        "prompt": question.prompt,
        "answer": _answer(item),
        "accept": _joined(question.forms[0][1:] if item.type == "short_answer" else ()),
        "distractors": _joined(option for option in options if option not in question.right),
        "why": item.why,
        "category": item.category,
        "level": question.level,
        "hint": question.hint,
        "unit": _joined(getattr(question, "unit", None) or ()),
        "tolerance": getattr(question, "tolerance", None),
        "id": item.id,
    }


def _answer(item: OutgoingQuestion) -> str:
    question: Any = item.question
    if item.type == "matching":
        pairs = (f"{_escaped(left, '=')} = {_escaped(right, '=')}" for left, right in question.pairs)
        return " | ".join(pair.replace("|", "\\|") for pair in pairs)
    if item.type in {"multiple_answer", "ordering"}:
        return _joined(question.right)
    if item.type == "cloze":
        return ""
    if item.type == "short_answer":
        return str(question.right[0])
    return str(question.answer).lower() if item.type == "true_false" else str(question.answer)


def _escaped(text: str, sign: str) -> str:
    return text.replace("\\", "\\\\").replace(sign, f"\\{sign}")


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(_escaped(text, "|") for text in texts)


def read(content: bytes, language: str = "en") -> Found:
    """Return the questions of a table; cells may be separated by commas, semicolons or tabs. Raises Refused."""
    del language
    text = decoded(content)
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign)
    found = Found()
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        if not set(columns) >= NEEDED:
            raise Refused("no-columns", line=1)
        rows = few(_rows(reader))
    except csv.Error as error:
        raise Refused("bad-csv", line=reader.line_num, reason=error) from error
    for line, cells in rows:
        row = {column: unguarded(cell).strip() for column, cell in zip_longest(columns, cells[: len(columns)], fillvalue="")}
        if any(row.values()):
            _add(found, row, line)
    return found


def _rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line it begins on."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _add(found: Found, row: Mapping[str, str], line: int) -> None:
    kind = row["type"].lower().replace(" ", "_").replace("-", "_")
    if kind not in TYPES:
        found.note("skipped", row.get("id", ""), line, type=row["type"] or "—")
        return
    raw: dict[str, object] = {"type": kind, **{key: row.get(key, "") for key in ("prompt", "why", "level", "hint", "tolerance")}}
    raw |= {**_answered(kind, row["answer"]), **{key: split(row.get(key, "")) for key in ("accept", "distractors", "unit")}}
    found.entries.append(FoundQuestion(raw, row.get("id", ""), row.get("category", ""), line))


def _answered(kind: str, cell: str) -> Mapping[str, object]:
    if kind == "matching":
        halves = [split(pair, "=") for pair in split(cell, keep=True)]
        return {"pairs": {half[0]: half[1] if len(half) > 1 else "" for half in halves}}
    if kind in {"multiple_answer", "ordering"}:
        return {"answers" if kind == "multiple_answer" else "items": split(cell)}
    if kind == "true_false":
        return {"answer": TRUTH.get(cell.lower(), cell)}
    return {"answer": cell} if kind != "cloze" else {}


def split(cell: str, sign: str = "|", *, keep: bool = False) -> Sequence[str]:
    r"""Return the texts between separators, without surrounding spaces; \ keeps the next character. `keep` leaves its marks in place."""
    parts, escape = [[""]], False
    for char in cell:
        if escape or char not in {"\\", sign}:
            parts[-1].append(f"\\{char}" if escape and (keep and char != sign) else char)
            escape = False
        elif char == "\\":
            escape = True
        else:
            parts.append([])
    return [text for part in parts if (text := "".join(part).strip())]
