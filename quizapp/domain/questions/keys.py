"""The key of a question: the response that is right, and whether two versions agree on it."""

from __future__ import annotations

from quizapp.domain.questions.question import Fields, Question
from quizapp.domain.questions.registry import type_of


def right_fields(question: Question) -> Fields:
    """Return form fields that answer a question right; for a self-rated question, those of a learner who knew it."""
    kind = type_of(question)
    return kind.fields(question, kind.right_response(question))


def same_key(old: Question, new: Question) -> bool:
    """Return whether two versions, even of different types, each agree with the key of the other."""
    return _agrees(new, old) and _agrees(old, new)


def _agrees(question: Question, other: Question) -> bool:
    return type_of(question).agrees(question, type_of(other).key(other))
