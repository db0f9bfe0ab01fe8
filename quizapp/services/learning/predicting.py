"""What is predicted before an answer, and kept with it: computed once, when it is stored."""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest

from quizapp.db.base import Connection
from quizapp.db.learning.running_numbers import NumbersBefore
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.domain.memory.evidence import Evidence
from quizapp.domain.memory.prediction import SIBLINGS
from quizapp.domain.memory.running import Contribution
from quizapp.domain.memory.scheduling import Rating, recall
from quizapp.domain.questions.question import Question
from quizapp.services.learning import weights
from quizapp.services.learning.presentations import CARDS


def evidence(answer: StoredAnswer, question: Question, before: NumbersBefore) -> Evidence:
    """Return what is known before an answer; on the cards page nobody guesses."""
    own = before.memories.get(answer.question_id)
    others = [memory for other, memory in before.memories.items() if other != answer.question_id]
    newest = nlargest(SIBLINGS, others, key=lambda memory: memory.state.last)
    return Evidence(
        recall=answer.recall,
        answers=own.answers if own else 0,
        siblings=[recall(memory.state, answer.day) for memory in newest],
        question=before.question,
        fact=before.fact,
        everybody=before.everybody,
        learner=before.learner,
        floor=0.0 if answer.context == CARDS else question.chance,
    )


def predicted(connection: Connection, answer: StoredAnswer, question: Question, before: NumbersBefore) -> tuple[StoredAnswer, Contribution]:
    """Return an answer that feeds memory with what was predicted before it, and what it says by the grade it has."""
    known, model = evidence(answer, question, before), weights.in_use(connection, before.weights)
    outcome = known.outcome(*model.predictions(known), right=answer.rating is not None and answer.rating > Rating.AGAIN)
    answer = replace(answer, layered=outcome.layered, residual=outcome.residual, surplus=outcome.surplus, guess=known.floor)
    return answer, outcome
