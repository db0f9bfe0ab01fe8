"""The fields a type asks its author for, according to its model."""

import pytest

from quizapp.domain.questions.inputs import Input, inputs
from quizapp.domain.questions.question import Question
from quizapp.domain.questions.registry import QUESTION_TYPES, by_name

SHAPES = {
    "multiple_choice": {"answer": "line", "distractors": "entries", "choices": "entries"},
    "multiple_answer": {"answers": "lines", "distractors": "entries"},
    "true_false": {"answer": "choice"},
    "short_answer": {"answer": "line", "accept": "lines", "vague": "lines", "kind": "choice", "mistakes": "entries"},
    "numeric": {"answer": "line", "unit": "lines", "tolerance": "line", "mistakes": "entries"},
    "date": {"answer": "line", "precision": "choice", "mistakes": "entries"},
    "cloze": {"any_order": "tick"},
    "matching": {"pairs": "pairs", "distractors": "entries"},
    "ordering": {"items": "lines", "evidence": "lines"},
    "flashcard": {"answer": "text", "both_ways": "tick", "ideas": "lines"},
}


@pytest.mark.parametrize("name", SHAPES)
def test_each_field_of_a_type_has_its_shape(name):
    assert {each.key: each.shape for each in inputs(by_name(name).model)} == SHAPES[name]


@pytest.mark.parametrize("kind", QUESTION_TYPES, ids=lambda kind: kind.name)
def test_every_field_of_a_type_is_asked_for_in_words(kind):
    assert {each.key for each in inputs(kind.model)} == set(kind.model.model_fields) - set(Question.model_fields) - {"type"}
    assert all(each.words for each in inputs(kind.model))


def test_what_may_be_left_out_can_be_chosen_as_nothing():
    found = {each.key: each for each in inputs(by_name("date").model)}

    assert found["precision"].choices == ("", "year", "month", "day")
    assert inputs(by_name("true_false").model) == (Input("answer", "choice", "Whether the prompt is true.", ("true", "false")),)


def test_what_every_question_has_is_not_asked_again():
    assert inputs(Question) == ()
