from random import Random

import pytest

from quizapp.domain.questions.question import Context, Difference, FormatError, Grade, Response, Term

DECK = Context(terms=(Term("Kishida Fumio", "person", ("Kishida",), ("the minister",)), Term("Yoon Suk Yeol", "person", ("Yoon",))))


def test_a_term_of_the_deck_brings_its_kind_and_forms(kind, load, grade):
    question = load(DECK, answer="Kishida")

    assert grade(question, answer="Prime Minister Fumio Kishida").score == 1
    assert kind.parse(question, {"answer": ["the minister"]}) == FormatError("vague", {"given": "the minister"})
    assert question.right == ("Kishida",)


def test_a_kind_of_its_own_goes_before_that_of_the_term(load, grade):
    assert grade(load(DECK, answer="Kishida Fumio", kind="text"), answer="Fumio Kishida").score == 0


def test_accepting_a_vague_form_of_the_term_makes_it_right(load, grade):
    assert grade(load(DECK, answer="Kishida", accept=["the minister"]), answer="the minister").score == 1


def test_a_slip_is_shown(load, grade):
    graded = grade(load(answer="forced labour"), answer="Forced Labuor")

    assert graded == Grade.of(1.0, almost=True, differences=(Difference("word", "labour", "Labuor", "labour", ok=False),))


def test_a_known_mistake_gets_its_feedback(load, grade):
    question = load(answer="1945", mistakes=[{"text": "1944", "feedback": "Not yet."}, "1946"])

    assert grade(question, answer=" 1944 ").feedback == ("Not yet.",)
    assert grade(question, answer="1946").feedback == ()
    assert grade(question, answer="1945").feedback == ()


def test_a_stored_response_that_has_become_vague_is_wrong(kind, load):
    assert kind.grade(load(answer="forced labour", vague=["labour"]), Response(("labour",))) == Grade.of(0.0)


def test_a_prompt_asks_for_text(kind, load):
    assert kind.present(load(answer="x"), Random(1)).asks == "text"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answer": "Yoon", "mistakes": ["Mr. Kishida", "President Yoon"]}, [("accepted-distractor", ("mistakes", 1))]),
        ({"answer": "Yoon", "vague": ["the president", "yoon"]}, [("accepted-vague", ("vague", 1))]),
        ({"answer": "Yoon", "vague": ["him"], "mistakes": ["Him!"]}, [("vague-mistake", ("mistakes", 0))]),
        ({"answer": "Yoon", "accept": []}, [("too_short", ("accept",))]),
        ({"answer": "Yoon", "kind": "thing"}, [("literal_error", ("kind",))]),
        ({"answer": "  "}, [("string_too_short", ("answer",))]),
    ],
)
def test_faults(faults, fields, expected):
    assert faults(DECK, **fields) == expected


def test_a_response_is_accepted_in_addition(kind, load, grade):
    question = load(answer="Brack", accept=["the Brack"])

    changes = kind.accepting(question, Response(("The Loud One",)))

    assert changes == {"accept": ["the Brack", "The Loud One"]}
    assert grade(load(answer="Brack", **changes), answer="The Loud One").score == 1
