"""The key of a question: the fields that answer it right, and whether two versions agree."""

import pytest
from question_strategies import EXAMPLES, TYPES, asked, every_type
from support import BANK, OBSERVATORY, ROOT

from quizapp.bank.load import load_folder
from quizapp.domain.questions.keys import right_fields, same_key
from quizapp.domain.questions.question import Context
from quizapp.domain.questions.registry import by_name, type_of

FOLDERS = sorted(path.parent for bank in (BANK, OBSERVATORY.parent, ROOT / "question_bank") for path in bank.glob("*/deck.yaml"))
QUESTIONS = {
    (deck.id, key): question for deck in (load_folder(folder)[0].deck for folder in FOLDERS) for key, question in deck.questions.items()
}
QUESTIONS |= {("", kind.name): asked(kind) for kind in TYPES}


@every_type
def test_the_right_fields_are_graded_right_and_a_question_agrees_with_itself(kind):
    for place, question in QUESTIONS.items():
        if type_of(question) is kind:
            response = kind.parse(question, right_fields(question))
            assert kind.grade(question, response).score == 1, place
            assert same_key(question, question), place


@every_type
def test_a_question_does_not_agree_with_one_that_has_another_right_answer(kind):
    assert not same_key(asked(kind), kind.load(EXAMPLES[kind.name].twin))


def load(**values):
    values = {"prompt": "Which?", **values}
    return by_name(values["type"]).load(values, Context())


CHOICE = {"type": "multiple_choice", "answer": "a mole", "distractors": ["a quay", "a dam"]}
SAME = [
    (CHOICE, {**CHOICE, "prompt": "Which one?"}),
    (CHOICE, {**CHOICE, "distractors": ["a weir", "a dam"]}),
    (CHOICE, {"type": "short_answer", "answer": "a mole"}),
    (
        {"type": "short_answer", "answer": "Kishida", "accept": ["Kishida Fumio"]},
        {"type": "short_answer", "answer": "Kishida Fumio", "accept": ["Kishida"]},
    ),
    ({"type": "numeric", "answer": "12"}, {"type": "numeric", "answer": "12.0", "tolerance": "1"}),
    ({"type": "date", "answer": "1910", "precision": "year"}, {"type": "date", "answer": "1910-08-29", "precision": "year"}),
    ({"type": "cloze", "prompt": "In {{1910}}."}, {"type": "cloze", "prompt": "It was {{1910|in 1910}}."}),
    ({"type": "matching", "pairs": {"a": "1", "b": "2"}}, {"type": "matching", "pairs": {"b": "2", "a": "1"}, "distractors": ["3"]}),
    ({"type": "flashcard", "answer": "The  Back"}, {"type": "flashcard", "answer": "the back"}),
]
OTHER = [
    (CHOICE, {**CHOICE, "answer": "a quay", "distractors": ["a mole", "a dam"]}),
    (CHOICE, {**CHOICE, "answer": "the mole"}),
    (
        {"type": "multiple_answer", "answers": ["a", "b"], "distractors": ["c"]},
        {"type": "multiple_answer", "answers": ["a"], "distractors": ["b", "c"]},
    ),
    ({"type": "true_false", "answer": "true"}, {"type": "true_false", "answer": "false"}),
    ({"type": "short_answer", "answer": "Ida Loom"}, {"type": "short_answer", "answer": "Mara Quill"}),
    ({"type": "numeric", "answer": "12"}, {"type": "numeric", "answer": "13"}),
    ({"type": "numeric", "answer": "12", "tolerance": "2"}, {"type": "numeric", "answer": "13"}),
    ({"type": "date", "answer": "1910"}, {"type": "date", "answer": "1911"}),
    ({"type": "cloze", "prompt": "In {{1910}}."}, {"type": "cloze", "prompt": "In {{1910}} or {{1911}}."}),
    ({"type": "matching", "pairs": {"a": "1", "b": "2"}}, {"type": "matching", "pairs": {"a": "2", "b": "1"}}),
    ({"type": "ordering", "items": ["a", "b"]}, {"type": "ordering", "items": ["b", "a"]}),
    ({"type": "flashcard", "answer": "1910"}, {"type": "flashcard", "answer": "1911"}),
    ({"type": "flashcard", "answer": "1910"}, {"type": "numeric", "answer": "1910"}),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_key_stays_where_each_grades_the_other_right(old, new):
    assert same_key(load(**old), load(**new))
    assert same_key(load(**new), load(**old))


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_the_key_has_changed_where_one_no_longer_does(old, new):
    assert not same_key(load(**old), load(**new))
    assert not same_key(load(**new), load(**old))
