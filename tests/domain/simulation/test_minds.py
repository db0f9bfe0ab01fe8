"""Simulated learners: their answers can be graded, and are wrong when they are meant to be."""

from datetime import date, timedelta
from random import Random

import pytest
from support import BANK

from quizapp.bank.load import load_folder
from quizapp.domain.questions.keys import right_fields
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.registry import type_of
from quizapp.domain.simulation.minds import UNKNOWN, Mind, _swapped, wrong_fields

DECK = load_folder(BANK / "harbour")[0].deck
DAY = date(2026, 3, 2)


@pytest.mark.parametrize("key", sorted(DECK.questions))
def test_a_wrong_answer_is_one(key):
    question = DECK.questions[key]
    kind = type_of(question)
    for seed in range(20):
        fields = wrong_fields(question, Random(seed), ["the Kettle", "nobody"])
        if fields == UNKNOWN:
            continue
        response = kind.parse(question, fields)
        assert not isinstance(response, FormatError), (fields, response)
        assert kind.grade(question, response).score < 1, fields


@pytest.mark.parametrize("key", sorted(DECK.questions))
def test_a_right_answer_is_one(key):
    question = DECK.questions[key]
    response = type_of(question).parse(question, right_fields(question))
    assert type_of(question).grade(question, response).score == 1


def test_where_nothing_can_be_wrong_in_a_way_that_is_known_the_learner_gives_up():
    assert _swapped({"answer": ["a"]}, Random(0)) == UNKNOWN


def share(ability, days, *, rounds=300):
    """Return how often learners of an ability know a question this many days after they had it right."""
    question = next(one for one in DECK.questions.values() if not one.chance)
    minds = [Mind(ability, Random(seed)) for seed in range(rounds)]
    for mind in minds:
        mind.learn(question, DAY, right=True)
    return sum(mind.knows(question, DAY + timedelta(days)) for mind in minds) / rounds


def test_what_was_learnt_is_forgotten_and_later_by_the_strong():
    assert share(0.8, 0) == 1
    assert share(0.8, 60) < share(0.8, 5)
    assert share(0.3, 30) < share(1.5, 30)
