"""The list of question types. A new type is one module, one template, one test and one line here."""

from __future__ import annotations

from typing import Any

from quizapp.domain.question_types.cloze import ClozeType
from quizapp.domain.question_types.date import DateType
from quizapp.domain.question_types.flashcard import FlashcardType
from quizapp.domain.question_types.matching import MatchingType
from quizapp.domain.question_types.multiple_answer import MultipleAnswerType
from quizapp.domain.question_types.multiple_choice import MultipleChoiceType
from quizapp.domain.question_types.numeric import NumericType
from quizapp.domain.question_types.ordering import OrderingType
from quizapp.domain.question_types.short_answer import ShortAnswerType
from quizapp.domain.question_types.true_false import TrueFalseType
from quizapp.domain.questions.question import Question, QuestionType

QUESTION_TYPES: tuple[QuestionType[Any], ...] = (
    MultipleChoiceType(),
    MultipleAnswerType(),
    TrueFalseType(),
    ShortAnswerType(),
    NumericType(),
    DateType(),
    ClozeType(),
    MatchingType(),
    OrderingType(),
    FlashcardType(),
)

FORMAT_ERRORS = (
    "empty",
    "too-long",  # limit: characters
    "repeated",  # two values for one field, or two items in one position
    "choose-listed",
    "rating-unknown",
    "position-unknown",  # count: the number of positions
    "vague",  # given
    "several-answers",
    "not-a-number",
    "two-numbers",
    "not-finite",
    "unit-unknown",  # unit: the other words
    "unit-missing",
    "scale-missing",
    "not-a-date",
    "date-incomplete",  # missing: year, month, day or era
    "date-ambiguous",
    "date-impossible",
    "two-dates",
    "range-incomplete",
)
"""The code of every format error; templates put them into words. Of several typed fields, such as the gaps of a cloze, `gap` is the number
of the field that it is about."""

_BY_NAME = {kind.name: kind for kind in QUESTION_TYPES}
_BY_MODEL = {kind.model: kind for kind in QUESTION_TYPES}

CARD = _BY_NAME["flashcard"]
"""How the cards page asks every question: the learner flips it and rates how well it was known."""


def by_name(name: str) -> QuestionType[Any]:
    """Return the type with this name. Raises KeyError if there is none."""
    return _BY_NAME[name]


def type_of(question: Question) -> QuestionType[Any]:
    """Return the type of a question."""
    return _BY_MODEL[type(question)]
