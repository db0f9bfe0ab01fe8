"""The identity of a published question: the digest that finds a version again, however the code changes.

Digests are stored for as long as answers are. What is hashed is therefore listed here and does not depend on classes: a type counts by its
name, a field added after the first digests counts only if it is set, and nothing here may change for a question that has been published.
`tests/golden` has stored digests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from quizapp.domain.questions.question import Question
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Fact

UNHASHED = frozenset({"id", "category", "level", "tags", "formerly", "asks"})
"""Fields of a question that say where it belongs and when it is asked; changing them makes no new version."""

SHARED = frozenset({"type", "prompt", "hint", "why"})
"""Fields of every question that are always hashed, whatever their value."""

FIRST: Mapping[str, tuple[str, frozenset[str]]] = {
    "multiple_choice": ("MultipleChoice", frozenset({"answer", "distractors", "choices"})),
    "multiple_answer": ("MultipleAnswer", frozenset({"answers", "distractors"})),
    "true_false": ("TrueFalse", frozenset({"answer"})),
    "short_answer": ("ShortAnswer", frozenset({"answer", "accept", "vague", "kind", "mistakes"})),
    "numeric": ("Numeric", frozenset({"answer", "unit", "tolerance", "mistakes"})),
    "date": ("Date", frozenset({"answer", "precision", "mistakes"})),
    "cloze": ("Cloze", frozenset({"any_order"})),
    "matching": ("Matching", frozenset({"pairs", "distractors"})),
    "ordering": ("Ordering", frozenset({"items", "evidence"})),
    "flashcard": ("Flashcard", frozenset({"answer", "both_ways", "ideas"})),
}
"""The word that the digests of each type begin with, and its fields that are always hashed, whatever their value.

Frozen: the first digests contained the class names and all fields of that time. A type added later has no line: its word is its name, and
each of its own fields counts if it is set. A field added to a type later counts if it is not at its default, which must then never change.
"""

ENTRY = frozenset({"text", "feedback", "file", "alt"})
"""Fields of an option, a mistake or a picture that are always hashed, whatever their value."""


def version_digest(fact: Fact, question: Question) -> str:
    """Return the identity of a version: the SHA-256 of the question and what its feedback shows, in hexadecimal.

    If another field of the fact is shown one day, add it after the picture, as a pair of its name and value, if it is set.
    """
    name = type_of(question).name
    word, first = FIRST.get(name, (name, frozenset()))
    asked = {"type": name, **_hashed(question, SHARED | first)}
    shown = [fact.statement, fact.quotes, fact.why, fact.according_to, fact.background]
    pictures = [_hashed(fact.image, ENTRY)] if fact.image else []
    kept = {key: value for key, value in asked.items() if key not in UNHASHED}
    return sha256(json.dumps([word, kept, [*shown, *pictures]], sort_keys=True).encode()).hexdigest()


def _hashed(model: BaseModel, always: frozenset[str]) -> dict[str, Any]:
    """Return the fields of a model as JSON has them, except those at their default that are not `always` hashed."""
    dumped = model.model_dump(mode="json")
    fields = type(model).model_fields
    kept = [name for name in dumped if name in always or getattr(model, name) != fields[name].get_default(call_default_factory=True)]
    return {name: _inner(getattr(model, name), dumped[name]) for name in kept}


def _inner(value: Any, dumped: Any) -> Any:
    """Return the value of a field, with models in it treated in the same way."""
    if isinstance(value, BaseModel):
        return _hashed(value, ENTRY)
    if isinstance(value, tuple) and isinstance(dumped, list):
        return [_inner(each, inner) for each, inner in zip(value, dumped, strict=True)]
    return dumped
