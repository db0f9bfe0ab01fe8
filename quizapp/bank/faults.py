"""Turns pydantic's errors into codes of the table of messages, with the path to them in the author's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from quizapp.bank.messages import MESSAGES
from quizapp.bank.nearest import nearest_key
from quizapp.bank.problems import FilePlace, RuleFinding, Way
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import PICTURE_NAME

CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_too_short": "empty-text",
    "invisible-text": "empty-text",
    "string_too_long": "text-too-long",
    "string_type": "wrong-shape",
    "model_type": "wrong-shape",
    "dict_type": "wrong-shape",
    "list_type": "wrong-shape",
    "tuple_type": "wrong-shape",
    "too_short": "too-few",
    "too_long": "too-many",
    "int_parsing": "bad-number",
    "int_parsing_size": "bad-number",
}
"""Our code for each of pydantic's; any other that is not a code of ours is a bad value."""

WANTED = {
    "string_type": N_("a single text on the same line as its key"),
    "model_type": N_("lines of `key: value`"),
    "dict_type": N_("lines of `key: value`"),
    "list_type": N_("a list: one entry per line, each after a dash, or all of them in [ ]"),
    "tuple_type": N_("a list: one entry per line, each after a dash, or all of them in [ ]"),
    "bool_parsing": N_("Write true or false."),
    "greater_than_equal": N_("Choose a number from 1 to 3."),
    "less_than_equal": N_("Choose a number from 1 to 3."),
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": N_("Write a language tag such as en, ko or pt-BR."),
    r"^[A-Za-z0-9_][A-Za-z0-9_.-]*\.md$": N_("Name a file in this folder that ends in .md, such as reading.md."),
    "bad-day": N_("Write a day of the calendar in full, such as 2027-04-01."),
    PICTURE_NAME: N_("Name a PNG, JPG, WebP or SVG file in this folder, using plain letters, digits, - and _, such as old-map.png."),
    r"^https?://[^\s]+$": N_("Write the address in full, such as https://example.org/article."),
}
"""What would be right, by pydantic's code or by the pattern that a text does not match."""

PATTERNS = {r"^[a-z0-9]+(-[a-z0-9]+)*$": "bad-id", r"^[^\n]*$": "not-one-line"}
"""Patterns with a code of their own."""


def findings(error: ValidationError, raw: Any, place: FilePlace, known: Mapping[str, tuple[str, ...]]) -> Iterator[RuleFinding]:
    """Yield what is wrong with `raw`, which is at `place`; for a mapping that was meant as a text, only that.

    `known` has the keys that each mapping may have, by the key that contains the mapping ("" for `raw` itself).
    """
    mistaken: list[Way] = []
    for detail in error.errors(include_url=False):
        path, value = _way(raw, detail["loc"])
        if detail["type"] == "too_short" and len(value) >= detail["ctx"]["min_length"]:
            continue  # pydantic counts only the entries that are well formed
        if _is_mapping_for_text(detail, value):
            mistaken.append(path)
            key, text = next(iter(value.items()))
            yield RuleFinding("item-is-mapping", _at(place, path), {"key": key, "text": text})
        elif not any(path[: len(way)] == way for way in mistaken):
            yield _finding(detail, place, path, value, known)


def _way(raw: Any, loc: Way) -> tuple[Way, Any]:
    """Return the part of pydantic's path that exists in the data, and the value there."""
    path: list[int | str] = []
    value = raw
    for step in loc:
        inner = value if isinstance(value, Mapping) else dict(enumerate(value)) if isinstance(value, list) else {}
        if step in inner:
            value = inner[step]
            path.append(step)
    return tuple(path), value


def _is_mapping_for_text(detail: Any, value: Any) -> bool:
    """Return whether there is a mapping with one key in place of a text: a colon in the text has made it one."""
    wants_text = detail["type"] == "string_type" or (detail["type"] == "missing" and detail["loc"][-1] == "text")
    return wants_text and isinstance(value, Mapping) and len(value) == 1 and isinstance(next(iter(value.values())), str)


def _finding(detail: Any, place: FilePlace, path: Way, value: Any, known: Mapping[str, tuple[str, ...]]) -> RuleFinding:
    """Return the finding for one of pydantic's errors. `value` is at `path`, or should have contained a missing key."""
    kind, context = detail["type"], detail.get("ctx", {})
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    code = PATTERNS.get(context.get("pattern", ""), CODES.get(kind, kind))
    code = "empty-text" if value is None else code if code in MESSAGES else "bad-value"
    named = next((step for step in reversed(path) if isinstance(step, str)), Phrase(N_("the entry")))
    params: dict[str, object] = {
        "key": last if kind == "missing" else named,
        "value": detail["loc"][-2] if last == "[key]" else value.get("text", "") if isinstance(value, Mapping) else value,
        "wanted": _wanted(context.get("pattern", kind), str(context.get("expected"))),
        "count": len(value) if isinstance(value, Sequence | Mapping) else 0,
        "least": context.get("min_length"),
        "most": context.get("max_length"),
    }
    if kind == "extra_forbidden":
        params["nearest"] = nearest_key(last, _keys_around(path, known))
    at = _at(place, path)
    return RuleFinding(code, at.key if kind == "extra_forbidden" or last == "[key]" else at, params)


def _wanted(kind: str, expected: str) -> Phrase:
    """Return what would be right; `expected` is pydantic's list: 'a', 'b' or 'c'."""
    if kind in WANTED:
        return Phrase(WANTED[kind])
    first, _, last = expected.rpartition(" or ")
    either = Phrase(N_("{some} or {last}"), {"some": tuple(first.split(", ")), "last": last}) if first else last
    return Phrase(N_("Choose {names}."), {"names": either})


def _keys_around(path: Way, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys that the mapping around the last step may have."""
    names = [step for step in path[:-1] if isinstance(step, str)]
    return known.get(names[-1] if names else "", ())


def _at(place: FilePlace, path: Way) -> FilePlace:
    return FilePlace(place.file, (*place.way, *path))
