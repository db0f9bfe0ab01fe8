"""What is true of every question type, whatever is typed, chosen or sent."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from question_strategies import EXAMPLES, TYPES

from quizapp.domain.questions.question import Context, FormatError, Grade, Response, Term, Verdict
from quizapp.domain.questions.registry import FORMAT_ERRORS, QUESTION_TYPES, by_name, type_of

DECK = Context("ja", frozenset({"Seoul", "1910"}), (Term("Yoon Suk Yeol", "person", ("Yoon",), ("President",)), Term("Korea", "place")))

ROWS = (
    {"type": "multiple_choice", "answer": "Tokyo", "distractors": ["Seoul", {"text": "Busan", "feedback": "No."}]},
    {"type": "multiple_choice", "answer": "B", "choices": ["A", "B", "C"]},
    {"type": "multiple_choice", "answer": 2, "distractors": [10, 1]},
    {"type": "multiple_answer", "answers": ["a", "b"], "distractors": ["x", "y"]},
    {"type": "true_false", "answer": "no"},
    {"type": "short_answer", "answer": "Yoon Suk Yeol", "vague": ["the man"], "mistakes": ["Kishida"]},
    {"type": "short_answer", "answer": "Dokdo", "kind": "place"},
    {"type": "numeric", "answer": "-1,200.5", "unit": ["km", "kilometres"], "tolerance": "1%", "mistakes": [12]},
    {"type": "date", "answer": "2019-07-01", "mistakes": ["2019-07-02"]},
    {"type": "date", "answer": "1910/1945"},
    {"type": "date", "answer": "44 BC"},
    {"type": "cloze", "prompt": "from {{1910}} to {{1945|the end}}, {{12}} times"},
    {"type": "cloze", "prompt": "{{Korea}} and {{Yoon}} and {{the US}}", "any_order": True},
    {"type": "matching", "pairs": {"b": 2, "a": 1, "c": 1}, "distractors": [3]},
    {"type": "ordering", "items": ["z", "b", "y", "a"]},
    {"type": "flashcard", "answer": "back", "ideas": ["one"]},
    *({"type": name} | example.asked for name, example in EXAMPLES.items()),
)
QUESTIONS = tuple(by_name(example["type"]).load({"prompt": "Who?"} | example, DECK) for example in ROWS)
OWN = {name for question in QUESTIONS for name in type_of(question).field_names(question)}
NAMES = (*sorted(OWN), *(f"{name}-{number}" for name in ("blank", "match", "order") for number in (5, 13)))
"""The fields of these questions, and a few that none of them has."""

ODDITIES = "12 1910 1945 - – / to July 7月 BC '19 , . e9 10^ half twenty Yoon ½ ² ፩ ٣ a b 1 2 true good Tokyo President の ﷺ İ nan ∞ км"
PIECES = (*ODDITIES.split(), " ", "\ud800", "\x00", "\u0301", "{{", "99999999999")
pieces = st.lists(st.sampled_from(PIECES), max_size=8)
typed = st.text(max_size=60) | pieces.map("".join) | pieces.map(" ".join)
forms = st.dictionaries(st.sampled_from(NAMES), st.lists(typed, max_size=3) | typed, max_size=8)
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
quickly = settings(suppress_health_check=[HealthCheck.too_slow])


def right_form(question):
    """The form of somebody who knows the right answer and types it as it is shown."""
    kind = type_of(question)
    prompt = kind.present(question, Random(3))
    if prompt.lefts:
        pairs = dict(question.pairs)
        return {f"match-{number}": [pairs[left]] for number, left in prompt.lefts}
    if prompt.items:
        return {f"order-{number}": [str(1 + question.right.index(item))] for number, item in prompt.items}
    names = kind.field_names(question)
    if kind.self_rated:
        return {names[0]: ["good"]}
    return {names[0]: list(question.right)} if len(names) == 1 else {name: [text] for name, text in zip(names, question.right, strict=True)}


@quickly
@given(fields=forms)
def test_any_form_is_a_response_with_a_grade_or_a_known_format_error(fields):
    for question in QUESTIONS:
        kind = type_of(question)

        parsed = kind.parse(question, fields)

        if isinstance(parsed, FormatError):
            assert parsed.code in FORMAT_ERRORS
        else:
            grade = kind.grade(question, parsed)
            assert 0 <= grade.score <= 1
            assert grade.verdict == {0: Verdict.WRONG, 1: Verdict.RIGHT}.get(grade.score, Verdict.PARTLY)
            assert not grade.almost or grade.score == 1


@quickly
@given(text=typed)
def test_any_typed_text_is_a_response_with_a_grade_or_a_known_format_error(text):
    for question in QUESTIONS:
        kind = type_of(question)

        parsed = kind.parse(question, {name: [text] for name in NAMES})

        assert parsed.code in FORMAT_ERRORS if isinstance(parsed, FormatError) else 0 <= kind.grade(question, parsed).score <= 1


@quickly
@given(values=st.lists(typed, max_size=5))
def test_any_stored_response_gets_a_grade_even_when_the_question_has_changed(values):
    for question in QUESTIONS:
        grade = type_of(question).grade(question, Response(tuple(values)))

        assert isinstance(grade, Grade)
        assert 0 <= grade.score <= 1


@every_question
def test_the_right_answer_is_right(question):
    kind = type_of(question)

    parsed = kind.parse(question, right_form(question))

    assert kind.grade(question, parsed) == Grade.of(1.0, differences=kind.grade(question, parsed).differences)
    assert all(difference.ok for difference in kind.grade(question, parsed).differences)


@every_question
@pytest.mark.parametrize("fields", [{}, {"answer": []}, {name: ["", " \u200b"] for name in NAMES}], ids=["none", "no value", "blank"])
def test_an_empty_form_is_a_format_error(question, fields):
    assert type_of(question).parse(question, fields) == FormatError("empty")


@every_question
def test_a_typed_text_over_500_characters_is_never_graded(question):
    fields = {name: ["1" * 501] for name in NAMES}

    assert isinstance(type_of(question).parse(question, fields), FormatError)


@every_question
def test_a_question_loads_again_from_its_own_dump(question):
    kind = type_of(question)

    assert kind.load(question.model_dump(mode="json", exclude_none=True), DECK) == question


@every_question
def test_a_showing_depends_on_chance_alone(question):
    kind = type_of(question)

    assert kind.present(question, Random(5)) == kind.present(question, Random(5))
    assert kind.present(question, Random(5)).type == kind.name


@every_question
def test_the_guess_floor_is_a_share(question):
    assert 0 <= question.chance < 1


CANARY = "zqxj"
SECRETIVE = (
    {
        "type": "short_answer",
        "answer": CANARY,
        "accept": [f"{CANARY}1"],
        "vague": [f"{CANARY}2"],
        "mistakes": [{"text": "m", "feedback": CANARY}],
    },
    {"type": "numeric", "answer": "7391", "mistakes": [{"text": 3, "feedback": CANARY}]},
    {"type": "date", "answer": "7391", "why": CANARY},
    {"type": "cloze", "prompt": f"a {{{{{CANARY}|7391}}}} b"},
    {"type": "flashcard", "answer": CANARY, "ideas": [CANARY]},
    {"type": "multiple_choice", "answer": "b", "distractors": [{"text": "a", "feedback": CANARY}], "why": CANARY, "hint": CANARY},
    {"type": "true_false", "answer": True, "why": CANARY},
)


@pytest.mark.parametrize("mapping", SECRETIVE, ids=lambda mapping: mapping["type"])
def test_a_prompt_tells_nothing_of_what_is_typed_or_told_afterwards(mapping):
    kind = by_name(mapping["type"])

    prompt = repr(kind.present(kind.load({"prompt": "?"} | mapping), Random(1)))

    assert CANARY not in prompt
    assert "7391" not in prompt


TWINS = (
    ("multiple_choice", {"answer": "a", "distractors": ["b", "c"]}, {"answer": "c", "distractors": ["a", "b"]}),
    ("multiple_choice", {"answer": "A", "choices": ["B", "A"]}, {"answer": "B", "choices": ["B", "A"]}),
    ("multiple_choice", {"answer": 3, "distractors": [20, 1]}, {"answer": 20, "distractors": [3, 1]}),
    ("multiple_answer", {"answers": ["a"], "distractors": ["b", "c"]}, {"answers": ["c", "b"], "distractors": ["a"]}),
    ("true_false", {"answer": True}, {"answer": False}),
    ("matching", {"pairs": {"a": 1, "b": 2, "c": 3}}, {"pairs": {"c": 1, "b": 3, "a": 2}}),
    ("matching", {"pairs": {"a": 1, "b": 2}, "distractors": [3]}, {"pairs": {"a": 3, "b": 1}, "distractors": [2]}),
    ("ordering", {"items": ["a", "b", "c", "d"]}, {"items": ["d", "b", "a", "c"]}),
)


@pytest.mark.parametrize(("name", "one", "other"), TWINS)
@pytest.mark.parametrize("seed", range(5))
def test_two_questions_that_differ_in_what_is_right_are_shown_alike(name, one, other, seed):
    kind = by_name(name)

    shown = [kind.present(kind.load({"prompt": "?"} | mapping), Random(seed)) for mapping in (one, other)]

    assert shown[0] == shown[1]


def test_every_type_is_found_by_its_name_and_by_its_question():
    assert all(by_name(kind.name) is kind for kind in QUESTION_TYPES)
    assert {type_of(question) for question in QUESTIONS} == set(TYPES)
    with pytest.raises(KeyError):
        by_name("essay")
