"""The values of a submitted form, cleaned: one text for each field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from quizapp.domain.questions.question import MAX_TYPED, Fields, FormatError, Judge
from quizapp.domain.questions.text import cleaned

EMPTY = FormatError("empty")
UNLISTED = FormatError("choose-listed")


def values_of(fields: Fields, name: str) -> tuple[str, ...]:
    """Return every value of a field, without control characters and surrounding spaces; empty values are left out."""
    values = fields.get(name, ())
    return tuple(filter(None, map(cleaned, (values,) if isinstance(values, str) else values)))


def single(fields: Fields, names: Iterable[str]) -> tuple[str, ...] | FormatError:
    """Return one value for each field, "" for an empty one. If all are empty, or a field has two values, it is a format error."""
    found = [values_of(fields, name) for name in names]
    if not any(found):
        return EMPTY
    if any(len(values) > 1 for values in found):
        return FormatError("repeated")
    return tuple(values[0] if values else "" for values in found)


def typed(fields: Fields, names: Iterable[str]) -> tuple[str, ...] | FormatError:
    """Return the typed text of each field, as `single` does; too many characters in all fields together are a format error."""
    texts = single(fields, names)
    if not isinstance(texts, FormatError) and sum(map(_length, texts)) > MAX_TYPED:
        return FormatError("too-long", {"limit": MAX_TYPED})
    return texts


def misread(judges: Iterable[Judge], texts: Iterable[str]) -> FormatError | None:
    """Return the first text that its judge cannot read as a format error of its field; None if all can be read or are blank."""
    for place, (judge, text) in enumerate(zip(judges, texts, strict=False)):
        judged = judge.judge(text) if text else None
        if isinstance(judged, FormatError):
            return of_field(judged, place)
    return None


def of_field(error: FormatError, place: int) -> FormatError:
    """Return a format error that says which of several fields it is about: `gap`, counted from 1. `place` is counted from 0."""
    return FormatError(error.code, {**error.params, "gap": place + 1})


def _length(text: str) -> int:
    """Count the characters of a text; a character that stands for several, such as a ligature, counts as several."""
    return max(len(text), len(unicodedata.normalize("NFKC", text)))


def numbered(name: str, count: int) -> tuple[str, ...]:
    """Return the names of `count` form fields: `<name>-1` and so on."""
    return tuple(f"{name}-{number}" for number in range(1, count + 1))
