"""The Python names that other programs rely on, by import: the documents list them, and moving code must not lose them."""

from datetime import date
from inspect import signature
from random import Random

import pytest

from quizapp.app import create_app
from quizapp.domain.memory.scheduling import DEFAULT, Rating, review
from quizapp.domain.questions.question import FormatError, Grade, Prompt, Response, Verdict
from quizapp.domain.questions.registry import QUESTION_TYPES, by_name
from quizapp.services.learning.answering import answer_quiz, answer_study

VERBS = ("load", "present", "parse", "grade", "field_names", "fields", "right_response", "key", "agrees", "accepting", "sides", "printed")


def test_an_app_is_made_with_or_without_a_configuration():
    assert [(name, parameter.default) for name, parameter in signature(create_app).parameters.items()] == [("config", None)]


def test_a_type_is_found_by_its_name_with_its_facts_and_verbs():
    for kind in QUESTION_TYPES:
        assert by_name(kind.name) is kind
        assert all(callable(getattr(kind, verb)) for verb in VERBS)
        assert kind.shows in {"choice", "text", "parts", "card"}
        assert (type(kind.typed), type(kind.self_rated), type(kind.statement)) == (bool, bool, bool)
    with pytest.raises(KeyError):
        by_name("essay")


def test_a_question_goes_through_the_verbs():
    kind = by_name("numeric")
    question = kind.load({"type": "numeric", "prompt": "How many?", "answer": 12})

    assert isinstance(kind.present(question, Random(1)), Prompt)
    assert kind.parse(question, {"answer": ["12"]}) == Response(("12",))
    assert isinstance(kind.parse(question, {"answer": ["many"]}), FormatError)
    assert kind.grade(question, Response(("13",))) == Grade.of(0.0, differences=kind.grade(question, Response(("13",))).differences)
    assert kind.grade(question, kind.right_response(question)).verdict is Verdict.RIGHT


def test_a_review_gives_the_next_state():
    state = review(None, Rating.GOOD, date(2026, 3, 2))
    later = review(state, "easy", state.due, retention=0.9, parameters=DEFAULT)

    assert later.due > state.due > date(2026, 3, 2)
    assert later.stability > state.stability
    assert 1 <= later.difficulty <= 10


def test_an_answer_has_two_roads():
    assert [*signature(answer_study).parameters] == ["learner", "sealed", "fields", "moment", "looked_at"]
    assert [*signature(answer_quiz).parameters] == ["learner", "attempt", "sealed", "fields", "moment"]
