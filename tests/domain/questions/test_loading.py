from datetime import date

import jsonschema
import pytest
from pydantic import ValidationError
from question_strategies import EXAMPLES

from quizapp.domain.questions.question import Context
from quizapp.domain.questions.registry import by_name

CHOICE = {"prompt": "?", "answer": "a", "distractors": ["b"]}


def faults(mapping):
    with pytest.raises(ValidationError) as caught:
        by_name("multiple_choice").load(mapping)
    return [(fault["type"], fault["loc"]) for fault in caught.value.errors()]


def test_all_faults_are_told_at_once():
    assert sorted(faults({"answer": "", "distractors": ["b"], "level": 4, "id": "Not good"})) == [
        ("less_than_equal", ("level",)),
        ("missing", ("prompt",)),
        ("string_pattern_mismatch", ("id",)),
        ("string_too_short", ("answer",)),
    ]


def test_empty_values_are_missing_and_scalars_are_texts():
    question = by_name("flashcard").load(
        {"prompt": 2019, "answer": date(2019, 7, 1), "hint": None, "level": "2", "both_ways": "yes", "why": 1.10}
    )

    assert (question.prompt, question.answer, question.hint, question.level, question.both_ways) == ("2019", "2019-07-01", None, 2, True)
    assert question.why == "1.1"


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (CHOICE | {"prompt": "a\x00b"}, [("control-character", ("prompt",))]),
        (CHOICE | {"distractors": ["b\tc"]}, [("control-character", ("distractors", 0))]),
        (CHOICE | {"distractors": [{"text": "b", "feedback": "\x1a"}]}, [("control-character", ("distractors", 0, "feedback"))]),
        (CHOICE | {"answer": "\u200b"}, [("invisible-text", ("answer",))]),
        (CHOICE | {"answer": "\ud800"}, [("string_unicode", ("answer",))]),
        (CHOICE | {"prompt": "x" * 5001}, [("string_too_long", ("prompt",))]),
        (CHOICE | {"answer": {"a": "b"}}, [("string_type", ("answer",))]),
        (["no", "mapping"], [("model_type", ())]),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(mapping, expected):
    assert faults(mapping) == expected


def test_a_question_keeps_its_context():
    deck = Context("de")

    assert by_name("multiple_choice").load(CHOICE, deck).language == "de"
    assert by_name("multiple_choice").load(CHOICE).language == "en"


def test_questions_are_frozen_and_hashable():
    question = by_name("multiple_choice").load(CHOICE)

    with pytest.raises(ValidationError):
        question.answer = "b"
    assert len({question, by_name("multiple_choice").load(CHOICE)}) == 1


MAPPINGS = [
    ("multiple_choice", {"answer": 1, "distractors": [2, {"text": True, "feedback": "f"}]}),
    ("multiple_answer", {"answers": ["a", 1], "distractors": ["b"]}),
    ("true_false", {"answer": False}),
    ("short_answer", {"answer": 2019, "accept": [1.5], "vague": ["x"], "kind": "term", "mistakes": [{"text": 3, "feedback": "f"}]}),
    ("numeric", {"answer": 12, "unit": "years", "tolerance": 0}),
    ("date", {"answer": 2019, "precision": "year"}),
    ("cloze", {"prompt": "{{a}}", "any_order": True}),
    ("matching", {"pairs": {"a": 1, "b": "x"}, "distractors": [3]}),
    ("ordering", {"items": [1, "b"], "evidence": ["fact"]}),
    ("flashcard", {"answer": "a", "both_ways": True, "ideas": ["b"]}),
    *((name, example.asked) for name, example in EXAMPLES.items()),
]


@pytest.mark.parametrize(("name", "fields"), MAPPINGS)
def test_the_json_schema_takes_what_load_takes(name, fields):
    kind = by_name(name)
    mapping = {"type": name, "prompt": "?", "level": 1} | fields
    schema = kind.model.model_json_schema()

    jsonschema.Draft202012Validator(schema).validate(mapping)
    kind.load(mapping)
    for wrong in (mapping | {"options": []}, {**mapping, "type": "essay"}, {key: mapping[key] for key in mapping if key != "prompt"}):
        assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)
    assert all("description" in field for name, field in schema["properties"].items() if name != "type")
