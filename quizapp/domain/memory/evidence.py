"""What is known before an answer, and what it is worth to a prediction.

Rates of a question are shrunk to those of its fact, and these to everybody's. Ability is the sum of the learner's residuals divided by
their variance and a prior's: one step towards the estimate of a Rasch model, in logits. Rates are without lucky guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from quizapp.domain.memory.guessing import with_guess, without_guess
from quizapp.domain.memory.regression import Case, logit
from quizapp.domain.memory.running import Contribution, LearnerNumbers, QuestionNumbers, known, shrunk

FIRST, LATER = 0.35, 0.65
"""How many know the answer at first and later, before any answer."""

EVERYBODY, FACT, QUESTION = 10.0, 16.0, 6.0
"""How many answers everybody's rate counts against these, a fact's rate against that, and a question's against its fact's."""

ABILITY = 1.5
"""How much information about ability must come in before half of what it says is believed."""

SURPLUS = 10.0
"""How much next-day answers must say before half of what they were better or worse than expected is believed."""

OTHERS = 0.5
"""How many other learners must have answered a question before it is predicted half by the layer, half by FSRS alone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known before an answer.

    `recall` is FSRS's, None before the learner's first answer to the question; `answers` is the number of these, `siblings` the recall of
    the fact's other questions that the learner has answered, `floor` the chance of a right guess. The numbers of the fact contain those of
    the question, and `everybody` those of all facts.
    """

    recall: float | None
    answers: int
    siblings: Sequence[float]
    question: QuestionNumbers
    fact: QuestionNumbers
    everybody: QuestionNumbers
    learner: LearnerNumbers
    floor: float = 0.0

    @property
    def difficulty(self) -> tuple[float, float]:
        """The probabilities that an average learner knows the question, at first and later."""
        of_all, of_fact, own = self.everybody, self.fact, self.question
        first = shrunk(of_all.firsts_known, of_all.firsts, FIRST, EVERYBODY)
        later = shrunk(of_all.laters_known, of_all.laters, LATER, EVERYBODY)
        first = shrunk(of_fact.firsts_known, of_fact.firsts, first, FACT)
        later = shrunk(of_fact.laters_known, of_fact.laters, later, FACT)
        first = shrunk(own.firsts_known, own.firsts, first, QUESTION)
        return _inside(first), _inside(shrunk(own.laters_known, own.laters, later, QUESTION))

    @property
    def ability(self) -> float:
        """How able the learner is, in logits; 0 is average."""
        return self.learner.residuals / (max(self.learner.information, 0.0) + ABILITY)

    @property
    def surplus(self) -> float:
        """How much better than the weights say everybody's next-day answers were, in logits: another subject or age has its own level."""
        return self.everybody.surplus / (max(self.everybody.weighed, 0.0) + SURPLUS)

    @property
    def trust(self) -> float:
        """How far a later answer is predicted by the layer rather than by FSRS alone, from 0 to 1."""
        others = max(self.question.firsts - 1, 0)  # each learner has one first answer, so these are the other learners
        return others / (others + OTHERS)

    def first_inputs(self) -> tuple[float, ...]:
        """Return what the weights for a first answer are multiplied with."""
        siblings = sum(self.siblings) / (len(self.siblings) + 1)
        return 1.0, logit(self.difficulty[0]), self.ability, siblings

    def later_inputs(self) -> tuple[float, tuple[float, ...]]:
        """Return what is added to a later answer's weighted sum, and what its weights are multiplied with."""
        assert self.recall is not None
        trust = self.trust
        recall = logit(without_guess(self.recall, self.floor))
        first, later = self.difficulty
        inputs = 1.0, recall, logit(first), logit(later), self.ability, log(max(self.answers, 1))
        return (1 - trust) * recall, tuple(trust * value for value in inputs)

    def outcome(self, layered: float, weighted: float, *, right: bool) -> Contribution:
        """Return what an answer says that `layered` was predicted for, and `weighted` by the weights alone."""
        expected = with_guess(self.difficulty[self.recall is not None], self.floor)
        scored = self.recall is not None and self.recall < 1 and self.trust > 0
        surplus = right - weighted if scored else None
        return Contribution(self.recall is None, known(right=right, floor=self.floor), right - expected, self.recall, layered, surplus)

    def case(self, *, right: bool) -> Case:
        """Return an answer as the regression takes it."""
        offset, inputs = (0.0, self.first_inputs()) if self.recall is None else self.later_inputs()
        return Case(inputs, offset, self.floor, right)


def _inside(rate: float) -> float:
    """Return a probability; with the guess floor taken out, a rate can lie a little outside."""
    return min(max(rate, 0.01), 0.99)
