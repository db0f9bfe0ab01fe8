from random import Random

import pytest

from quizapp.domain.questions.question import GAP, Context, Difference, FormatError, Response, Term


def test_gaps_are_cut_out_and_escaped_braces_stay(kind, load):
    question = load(prompt=r"In {{1910| the year 1910 }} a \{{set\}} {x} grew to {{two}}.")

    prompt = kind.present(question, Random(1))

    assert prompt.text == f"In {GAP} a {{{{set}}}} {{x}} grew to {GAP}."
    assert prompt.gaps == 2
    assert question.right == ("1910", "two")
    assert question.forms == (("1910", "the year 1910"), ("two",))


def test_each_gap_is_compared_with_what_was_right(load, grade):
    graded = grade(load(prompt="{{1910}} {{Korea}}"), blank_1="1911", blank_2="korea")

    assert graded.score == 0.5
    assert graded.differences == (Difference("gap", "1", "1911", "1910", ok=False), Difference("gap", "2", "korea", "Korea", ok=True))


def test_a_set_is_filled_as_well_as_can_be(load, grade):
    question = load(prompt="{{tea|drink}}, {{coffee|drink}} and {{milk}}", any_order=True)

    graded = grade(question, blank_1="drink", blank_2="tea", blank_3="bread")

    assert graded.score == pytest.approx(2 / 3)
    assert [(difference.right, difference.ok) for difference in graded.differences] == [("coffee", True), ("tea", True), ("milk", False)]


def test_a_form_of_another_gap_is_no_slip(load, grade):
    question = load(prompt="{{import}} and {{imports}}")

    assert grade(question, blank_1="imports", blank_2="import").score == 0
    assert grade(question, blank_1="import", blank_2="inports").almost


def test_a_format_error_names_its_gap(kind, load):
    question = load(prompt="{{Korea}} in {{1910}}")

    assert kind.parse(question, {"blank-1": ["Korea"], "blank-2": ["10"]}) == FormatError("date-ambiguous", {"gap": 2})
    assert kind.parse(question, {"blank-1": ["Korea"]}) == Response(("Korea", ""))


def test_a_term_of_the_deck_brings_its_forms_to_a_gap(kind, load, grade):
    deck = Context(terms=(Term("South Korea", "place", ("ROK",), ("Korea",)), Term("Seven", "term", ("G7",))))
    question = load(deck, prompt="{{the ROK}} and {{Seven}}")

    assert grade(question, blank_1="South Korea", blank_2="the G7").score == 1
    assert grade(question, blank_1="South Korea", blank_2="7").score == 0.5
    assert kind.parse(question, {"blank-1": ["Korea"]}) == FormatError("vague", {"given": "Korea", "gap": 1})


@pytest.mark.parametrize("stored", [(), ("1910",), ("1910", "x", "y"), ("10", "Korea")])
def test_a_stored_response_is_graded_though_the_gaps_have_changed(kind, load, stored):
    assert kind.grade(load(prompt="{{1910}} {{Korea}}"), Response(stored)).score in {0, 0.5}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("no gap", ["cloze-without-gap"]),
        (r"a \{{literal\}}", ["cloze-without-gap"]),
        ("{{open", ["unbalanced-gap"]),
        ("closed}} {{gap}}", ["unbalanced-gap"]),
        ("{{a {{b}} c}}", ["unbalanced-gap"]),
        ("{{}}", ["empty-gap"]),
        ("{{a|}}", ["empty-gap"]),
        (" ".join(["{{gap}}"] * 13), ["too-many-gaps"]),
    ],
)
def test_faults(faults, prompt, expected):
    assert faults(prompt=prompt) == [(code, ("prompt",)) for code in expected]


@pytest.mark.parametrize(
    ("prompt", "any_order", "given", "changed"),
    [
        ("from {{1910}} to {{the end}}", False, ("1910", "the last day"), "from {{1910}} to {{the end|the last day}}"),
        ("{{ebb}} and {{flow}}", True, ("flow", "fall"), "{{ebb|fall}} and {{flow}}"),
        (r"\{{ is literal, {{this}} is not", False, ("that",), r"\{{ is literal, {{this|that}} is not"),
        ("a {{gap}}", False, ("x}|y",), None),
        ("a {{gap}} or {{two}}", False, ("gap", ""), None),
    ],
)
def test_what_was_typed_becomes_a_form_of_its_gap(kind, load, prompt, any_order, given, changed):
    question = load(prompt=prompt, any_order=any_order)

    changes = kind.accepting(question, Response(given))

    assert changes == ({"prompt": changed} if changed else {})
    if changed:
        assert kind.grade(load(any_order=any_order, **changes), Response(given)).score == 1
