"""How values are written in the YAML of a deck: as plainly as our reader reads them back, and in quotes otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from quizapp.bank.reader import UNTYPED, parse_yaml
from quizapp.bank.scan import CONTROL, Unreadable
from quizapp.bank.syntax import quoted

STEP = 2
"""How far a value is indented from its key."""

WIDTH = 100
"""The line length at which folded texts are wrapped, in characters."""

LONGEST_LINE = 140
"""The longest line with a list in brackets, in characters; a longer list gets one line per entry."""

FOLDED = ">"
MISSING = "~"


def cleaned(value: Any) -> Any:
    """Return a value as a deck stores it: texts with plain line ends and spaces for tabs, lists and mappings; None if it is empty."""
    if isinstance(value, Mapping):
        return {str(key): inner for key, raw in value.items() if (inner := cleaned(raw)) is not None} or None
    if isinstance(value, list | tuple):
        return [inner for raw in value if (inner := cleaned(raw)) is not None] or None
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else plain_ends(str(value)).replace("\t", " ")


def plain_ends(text: str) -> str:
    """Return a text with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def after_key(value: Any, indent: int, dash: int = STEP, style: str | None = None) -> str:
    """Return the text after the colon of a key in column `indent`; `dash` is how far lists are indented from their key."""
    if isinstance(value, Mapping):
        return f"\n{' ' * (indent + STEP)}{pairs(value, indent + STEP, dash)}"
    if isinstance(value, list):
        return "".join(f"\n{' ' * (indent + dash)}-{after_dash(entry, indent + dash, dash)}" for entry in value) or " []"
    return " " + (MISSING if value is None else scalar(value, indent, style))


def after_dash(value: Any, indent: int, dash: int = STEP, style: str | None = None) -> str:
    """Return the text after a dash in column `indent`."""
    if isinstance(value, Mapping):
        return " " + pairs(value, indent + STEP, dash)
    return after_key(value, indent, max(dash, STEP), style)


def pairs(value: Mapping[str, Any], indent: int, dash: int = STEP) -> str:
    """Return the lines of a mapping whose keys are in column `indent`; the first line starts there."""
    return f"\n{' ' * indent}".join(f"{key(name)}:{after_key(inner, indent, dash)}" for name, inner in value.items()) or "{}"


def key(name: str) -> str:
    """Return a key as it is written."""
    return next(form for form in _forms(name) if form == _double(name) or _reads(f"{form}: x\n", {name: "x"}))


def in_brackets(value: Any) -> str | None:
    """Return a list or a mapping of short texts on one line, or None if it needs several."""
    if isinstance(value, list):
        entries = [in_brackets(entry) for entry in value]
        return None if None in entries else f"[{', '.join(map(str, entries))}]"
    if isinstance(value, Mapping):
        inner = {name: in_brackets(entry) for name, entry in value.items()}
        return None if None in inner.values() else "{" + ", ".join(f"{_in_flow(name)}: {entry}" for name, entry in inner.items()) + "}"
    if value is None:
        return MISSING
    return None if "\n" in value else _in_flow(value)


def scalar(text: str, indent: int, style: str | None = None) -> str:
    """Return a text as it follows a key in column `indent`: on one line, or as a block of lines.

    `style` is how the text it replaces was written: a kind of quotes, or ">" for a folded text.
    """
    return next(
        form for form in _scalars(text, indent, style) if form == _double(text) or _reads(f"{' ' * indent}k: {form}\n", {"k": text})
    )


def _scalars(text: str, indent: int, style: str | None) -> Iterator[str]:
    inner = "\n" + " " * (indent + STEP)
    if "\n" in text:
        head, body = ("|", text[:-1]) if text.endswith("\n") else ("|-", text)
        yield head + "".join(inner + line if line else "\n" for line in body.split("\n"))
    elif style == FOLDED and len(text) > WIDTH:
        yield ">-" + "".join(inner + line for line in wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False))
    else:
        yield from _forms(text, style)
    yield _double(text)


def _forms(text: str, style: str | None = None) -> Iterator[str]:
    """Yield the ways to write a text on one line, the plainest first; the last one always reads back."""
    if style == "'":
        yield "'" + text.replace("'", "''") + "'"
    elif style == '"':
        yield _double(text)
    yield from (text, quoted(text), _double(text))


def _double(text: str) -> str:
    """Return a text in double quotes with escapes; characters that no text may contain are escaped too, so that the file stays readable."""
    escaped = json.dumps(text, ensure_ascii=False).encode("utf-8", "replace").decode()
    return CONTROL.sub(lambda match: f"\\u{ord(match[0]):04X}", escaped)


def _in_flow(text: str) -> str:
    forms = (
        form for form in _forms(text) if form == _double(text) or _reads(f"k: [{form}, {{{form}: {form}}}]\n", {"k": [text, {text: text}]})
    )
    return next(forms)


def _reads(source: str, data: Mapping[str, Any]) -> bool:
    """Return whether a piece of YAML contains exactly these data."""
    if UNTYPED.search(source):
        return False
    try:
        file = parse_yaml(Path(), source)
    except Unreadable:
        return False
    return not file.problems and file.data == data
