"""How well the questions of a deck work with the learners who answer them, for teachers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.db.base import transaction
from quizapp.db.grading import pooled_answers
from quizapp.db.grading.pooled_answers import AnswerRow, ClassName
from quizapp.domain.grading.analysis import ENOUGH, CountedAnswer, ItemFigures, analyse
from quizapp.domain.people.audiences import administers, teaches
from quizapp.domain.questions.question import Question, QuestionType
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Deck
from quizapp.services.errors import NotFound
from quizapp.services.learning.editions import Edition, current
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class Analysed:
    """A question as it is asked now, and what the answers to all its versions show about it."""

    key: str
    fact: str
    kind: QuestionType[Any]
    prompt: str
    item: ItemFigures


@dataclass(frozen=True, slots=True)
class Analysis:
    """The questions of a deck in the order of its reading, and whose answers were counted.

    `chosen` is the class, or None for all learners; `classes` are those that may be chosen, and `everybody` tells whether all learners may.
    `learners` counts those who answered anything, `cards` the questions that learners rate themselves, which measure nothing and are left
    out. `enough` is the number of learners that figures need.
    """

    deck: Deck
    questions: Sequence[Analysed]
    learners: int
    cards: int
    firsts: bool
    chosen: ClassName | None
    classes: Sequence[ClassName]
    everybody: bool
    enough: int = ENOUGH

    @property
    def suspects(self) -> list[Analysed]:
        """The questions that look flawed or tell little, the most serious first."""
        return sorted((question for question in self.questions if question.item.signs), key=lambda question: question.item.rank)

    @property
    def others(self) -> list[Analysed]:
        """The questions without a sign."""
        return [question for question in self.questions if not question.item.signs]

    @property
    def grave(self) -> int:
        """The number of questions that are probably flawed."""
        return sum(question.item.grave for question in self.questions)

    @property
    def judged(self) -> int:
        """The number of questions with enough answers."""
        return sum(question.item.figures is not None for question in self.questions)


def analysis(visitor: Visitor, deck_id: str, *, class_id: int | None = None, firsts: bool = True) -> Analysis:
    """Return how well the questions of a deck work for one class or for all learners, by first answers only or by all.

    Answers to every version of a question count, with their grade of record; archived questions are left out. Assistants only see a class,
    the first if none is named. Raises NotFound for a deck that does not exist, for a class that the visitor neither teaches nor assists,
    and for visitors who are not teachers and neither teach nor assist any class.
    """
    with transaction(write=False) as connection:
        edition = current(connection, deck_id, visitor.id)
        classes = pooled_answers.classes(connection, visitor.id, every=administers(visitor.role))
        if not teaches(visitor.role):
            class_id = class_id or next((one.id for one in classes), 0)
        chosen = next((one for one in classes if one.id == class_id), None)
        if class_id is not None and chosen is None:
            raise NotFound("class")
        asked = {edition.versions[key][0]: question for key, question in edition.deck.questions.items() if not type_of(question).self_rated}
        given = [
            _given(row) for row in pooled_answers.answers(connection, deck_id, class_id=class_id, firsts=firsts) if row.question in asked
        ]
        items = analyse(asked, given, pooled_answers.claims(connection, deck_id, class_id=class_id))
    return Analysis(
        deck=edition.deck,
        questions=[_analysed(edition, asked[number], item) for number, item in items.items()],
        learners=len({answer.learner for answer in given}),
        cards=len(edition.deck.questions) - len(asked),
        firsts=firsts,
        chosen=chosen,
        classes=classes,
        everybody=teaches(visitor.role),
    )


def _given(row: AnswerRow) -> CountedAnswer:
    return CountedAnswer(
        row.learner, row.question, row.score, tuple(json.loads(row.response or "[]")), row.ms
    )  # nothing for "I don't know"


def _analysed(edition: Edition, question: Question, item: ItemFigures) -> Analysed:
    key = str(question.id)
    return Analysed(key, edition.deck.fact_of[key].id, type_of(question), plain_prompt(question), item)
