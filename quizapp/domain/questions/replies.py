"""What a form sent, read without trust: one text of each field, cleaned."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from quizapp.domain.questions.question import MAX_TYPED, Fields, FormatError
from quizapp.domain.questions.text import cleaned

EMPTY = FormatError("empty")
UNLISTED = FormatError("choose-listed")


def values_of(fields: Fields, name: str) -> tuple[str, ...]:
    """Return every value of a field, without control characters and outer blanks; empty ones are left out."""
    values = fields.get(name, ())
    return tuple(filter(None, map(cleaned, (values,) if isinstance(values, str) else values)))


def single(fields: Fields, names: Iterable[str]) -> tuple[str, ...] | FormatError:
    """Return one value for each field, "" for an empty one. All empty, or two values of one field, is a format error."""
    found = [values_of(fields, name) for name in names]
    if not any(found):
        return EMPTY
    if any(len(values) > 1 for values in found):
        return FormatError("repeated")
    return tuple(values[0] if values else "" for values in found)


def typed(fields: Fields, names: Iterable[str]) -> tuple[str, ...] | FormatError:
    """Return the typed text of each field, as `single` does; too many characters over all of them is a format error."""
    texts = single(fields, names)
    if not isinstance(texts, FormatError) and sum(map(_length, texts)) > MAX_TYPED:
        return FormatError("too-long", {"limit": MAX_TYPED})
    return texts


def _length(text: str) -> int:
    """Count the characters of a text; one that stands for several, as a ligature does, counts as these."""
    return max(len(text), len(unicodedata.normalize("NFKC", text)))


def numbered(name: str, count: int) -> tuple[str, ...]:
    """Return the names of `count` fields of a form: `<name>-1` and so on."""
    return tuple(f"{name}-{number}" for number in range(1, count + 1))
