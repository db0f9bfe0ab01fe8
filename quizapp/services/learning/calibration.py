"""Whether what we say to a learner comes true: predictions that were saved before the answers, held against these."""

from __future__ import annotations

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, predictions
from quizapp.domain.memory import calibration
from quizapp.domain.memory.calibration import Calibration, ScoredQuestion
from quizapp.domain.memory.progress import hardest
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.people.accounts import Visitor


def my_calibration(visitor: Visitor) -> Calibration:
    """Return what was said about a learner's newest answers in all their decks, held against what happened."""
    with transaction(write=False) as connection:
        mine = [one for one in begun_decks.shelf(connection, visitor.id) if one.mine]
        questions = {key: asked for one in mine for key, asked in asked_in(edition(connection, one.deck, one.revision)).items()}
        answers = predictions.of_learner(connection, visitor.id)
    return calibration.calibrate(calibration.predictions(answers, questions, by_day=True))


def asked_in(shown: Edition) -> dict[int, ScoredQuestion]:
    """Return the questions of a deck by their number in the database; a fact's hardest question is the one that makes it known.

    Where several are the hardest, none stands for the fact: it is known only by all of them.
    """
    found: dict[int, ScoredQuestion] = {}
    for fact in shown.deck.facts:
        hard = [str(question.id) for question in hardest(fact.questions)]
        for question in fact.questions:
            found[shown.versions[str(question.id)][0]] = ScoredQuestion(
                question.chance, hard == [str(question.id)], f"{shown.deck.id}/{fact.id}"
            )
    return found
