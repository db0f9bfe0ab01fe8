"""The key of a question: what answers it rightly, and whether two versions agree on it."""

from __future__ import annotations

from quizapp.domain.questions.question import Fields, Question
from quizapp.domain.questions.registry import type_of


def right_fields(question: Question) -> Fields:
    """Return the fields of a form that answer a question rightly; of a self-rated question the learner says so."""
    kind = type_of(question)
    return kind.fields(question, kind.right_response(question))


def same_key(old: Question, new: Question) -> bool:
    """Say whether each of two versions, maybe of two types, agrees with the key of the other one."""
    return _agrees(new, old) and _agrees(old, new)


def _agrees(question: Question, other: Question) -> bool:
    return type_of(question).agrees(question, type_of(other).key(other))
