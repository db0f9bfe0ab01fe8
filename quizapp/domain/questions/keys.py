"""The key of a question: what answers it rightly, and whether two versions agree on it."""

from __future__ import annotations

from quizapp.domain.question_types.cloze import Cloze
from quizapp.domain.question_types.flashcard import Flashcard
from quizapp.domain.question_types.matching import Matching
from quizapp.domain.question_types.multiple_answer import MultipleAnswer
from quizapp.domain.question_types.ordering import Ordering
from quizapp.domain.questions.question import Fields, FormatError, Question
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.replies import numbered
from quizapp.domain.questions.text import look


def right_fields(question: Question) -> Fields:
    """Return the fields of a form that answer a question rightly; on a flashcard the learner says so."""
    if isinstance(question, Flashcard):
        return {"rating": ["good"]}
    if isinstance(question, MultipleAnswer):
        return {"answer": [*question.answers]}
    if isinstance(question, Cloze):
        return _each("blank", question.right)
    if isinstance(question, Matching):
        pairs = dict(question.pairs)
        return _each("match", [pairs[left] for left in question.lefts])
    if isinstance(question, Ordering):
        return _each("order", [str(question.items.index(item) + 1) for item in question.numbered])
    return {"answer": [*question.right[:1]]}


def same_key(old: Question, new: Question) -> bool:
    """Say whether each of two versions grades the right answer of the other one right.

    Of flashcards, which every learner grades for themselves, the backs must look alike.
    """
    if isinstance(old, Flashcard) and isinstance(new, Flashcard):
        return look(old.answer) == look(new.answer)
    return _accepts(new, old) and _accepts(old, new)


def _accepts(question: Question, other: Question) -> bool:
    kind = type_of(question)
    response = kind.parse(question, right_fields(other))
    return not isinstance(response, FormatError) and kind.grade(question, response).score == 1


def _each(name: str, values: list[str] | tuple[str, ...]) -> Fields:
    return {field: [value] for field, value in zip(numbered(name, len(values)), values, strict=True)}
