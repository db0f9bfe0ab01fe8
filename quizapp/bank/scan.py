"""Turns the bytes of a file into text that is safe to parse: nothing in a file can crash the process or keep it busy.

libyaml ends the process on deep nesting, so the events are checked first, and reading stops at the first one that a deck never needs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from quizapp.bank.syntax import REASONS, corrected
from quizapp.domain.questions.phrases import N_, Phrase

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_EVENTS = 100_000

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that no text of a deck may contain: they are invisible, break lines unnoticed, or are not characters at all."""

UNQUOTED_GAP = re.compile(r"(: |- )\s*\{\{")
FOREIGN = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x1f\x8b", N_("a gzip file")),
    (b"PK\x03\x04", N_("a zip file")),
    (b"%PDF", N_("a PDF file")),
)


class Unreadable(Exception):  # noqa: N818 - read as a sentence: raise Unreadable
    """A file that cannot be read any further; `line` and `column` count from 1."""

    def __init__(self, code: str, line: int = 1, column: int = 1, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.params = params


def read_text(path: Path) -> str:
    """Return the text of a file with plain line ends. Raises Unreadable if it is not a UTF-8 text of at most 1 MB."""
    if not path.is_file():
        raise Unreadable("file-missing", name=path.name)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise _too_big(size)
    content = path.read_bytes()
    for start, name in FOREIGN:
        if content.startswith(start):
            raise Unreadable("not-utf8", what=Phrase(name))
    try:
        return plain_text(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line, column = _place_of(content[: error.start].decode("utf-8", "replace"))
        raise Unreadable("not-utf8", line, column, what=Phrase(N_("not UTF-8 text"))) from None


def plain_text(text: str) -> str:
    """Return a text with plain line ends and without a byte order mark.

    Raises Unreadable if it has more than 1 MB, or characters that no deck may contain.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise _too_big(size)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if match := CONTROL.search(text):
        raise Unreadable("control-character", *_place_of(text[: match.start()]), char=f"U+{ord(match[0]):04X}")
    return text


def scan(text: str) -> None:
    """Raise Unreadable for the first thing in a text that a deck must not contain, with the corrected line if one line causes it."""
    try:
        _walk(text)
    except Unreadable as error:
        raise _with_cure(error, text) from None


def _walk(text: str, until: int | None = None) -> None:
    """Walk the events of a text and raise Unreadable at the first that is refused; stop after line `until`."""
    depth = documents = 0
    try:
        for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
            mark = event.start_mark
            assert mark is not None
            if until is not None and mark.line > until:
                return
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            code = _refused(event) or _too_much(depth, number, documents)
            if code:
                raise Unreadable(code, mark.line + 1, mark.column + 1)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error) from None


def _syntax_error(error: yaml.MarkedYAMLError) -> Unreadable:
    """Return libyaml's complaint in words for teachers; `start` is the line where the unfinished construct began."""
    stop, begun = error.problem_mark, error.context_mark
    assert stop is not None
    known = REASONS.get(str(error.problem))
    reason = Phrase(known) if known else error.problem
    part = str(error.context).rpartition(" ")[2]
    code = {"alias": "yaml-alias", "anchor": "yaml-alias", "tag": "yaml-tag"}.get(part, "yaml-syntax")
    return Unreadable(code, stop.line + 1, stop.column + 1, reason=reason, start=begun.line + 1 if begun else None)


def _with_cure(error: Unreadable, text: str) -> Unreadable:
    """Return a syntax error with the corrected line, and at that line, if correcting one line fixes it."""
    if error.code not in {"yaml-syntax", "yaml-alias", "yaml-tag"}:
        return error
    found = corrected(text, error.line, error.params.get("start"), _reads)
    if found is None:
        return error
    number, line = found
    wrong = text.split("\n")[number - 1]
    code = "gap-unquoted" if UNQUOTED_GAP.search(wrong) else error.code
    column = error.column if number == error.line else len(wrong) - len(wrong.lstrip()) + 1
    return Unreadable(code, number, column, **{**error.params, "corrected": line})


def _reads(text: str, line: int) -> bool:
    """Return whether a text can be read beyond a line."""
    try:
        _walk(text, line)
    except Unreadable as error:
        return error.line > line
    return True


def _refused(event: yaml.Event) -> str:
    merges = isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]
    if merges or isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "yaml-alias"
    return "yaml-tag" if getattr(event, "tag", None) else ""


def _too_much(depth: int, number: int, documents: int) -> str:
    if depth > MAX_DEPTH:
        return "yaml-depth"
    if number > MAX_EVENTS:
        return "yaml-size"
    return "yaml-documents" if documents > 1 else ""


def _too_big(size: int) -> Unreadable:
    return Unreadable("file-too-big", size=f"{size / 1_000_000:.1f} MB")


def _place_of(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")
