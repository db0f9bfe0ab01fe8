"""Differences between a response and the right answer, between two texts and between two sets of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.differing import Distance, TextPiece, distance, lines, proof, words
from quizapp.domain.questions.question import Difference
from quizapp.domain.questions.registry import by_name


def test_words_that_only_one_text_has_are_marked():
    assert words("Water falls.", "Water falls down.") == [
        TextPiece("same", "Water falls"),
        TextPiece("new", " down"),
        TextPiece("same", "."),
    ]
    assert words("nine days", "ten days") == [TextPiece("old", "nine"), TextPiece("new", "ten"), TextPiece("same", " days")]


def test_files_that_are_the_same_are_not_named():
    found = dict(lines({"a": "x\n", "b": "y\n", "c": "z\n"}, {"a": "x\n", "b": "w\n", "d": "v\n"}))
    assert found == {
        "b": "--- b\n+++ b\n@@ -1 +1 @@\n-y\n+w",
        "c": "--- c\n+++ c\n@@ -1 +0,0 @@\n-z",
        "d": "--- d\n+++ d\n@@ -0,0 +1 @@\n+v",
    }


def read(pieces):
    """The pieces as text, with removed parts in square brackets and added ones in round ones."""
    marks = {"same": "{}", "old": "[{}]", "new": "({})"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def compared(name, given, **fields):
    kind = by_name(name)
    question = kind.load({"prompt": "?", **fields})
    grade = kind.grade(question, kind.parse(question, {"answer": [given]}))
    found = proof(given, question.right[0], grade.differences, almost=grade.almost)
    return read(found.given), read(found.right), distance(question.right[0], grade.differences)


@pytest.mark.parametrize(
    ("name", "fields", "given", "struck", "shown", "apart"),
    [
        ("short_answer", {"answer": "Kishida"}, "Kishda", "Kishda", "Kish(i)da", None),
        ("short_answer", {"answer": "Kishida"}, "Kishjida", "Kish[j]ida", "Kishida", None),
        ("short_answer", {"answer": "Kishida"}, "kishda", "kishda", "Kish(i)da", None),
        ("short_answer", {"answer": "Kishida Fumio"}, "kishjida, FUMIO", "kish[j]ida, FUMIO", "Kishida Fumio", None),
        ("short_answer", {"answer": "Dokdo", "accept": ["Takeshima"]}, "takashima", "tak[a]shima", "Dokdo", None),
        ("short_answer", {"answer": "café crème"}, "Cafe Crmee", "Cafe Cr[me]e", "café cr(èm)e", None),
        ("short_answer", {"answer": "Kishida"}, "Abe", "[Abe]", "Kishida", None),
        ("numeric", {"answer": "240", "unit": ["metres"]}, "250 m", "2[5]0 metres", "2(4)0 metres", None),
        ("numeric", {"answer": "240"}, "24", "[24]", "240", None),
        ("date", {"answer": "1887"}, "1890", "18[90]", "18(87)", Distance("years", 3)),
        ("date", {"answer": "1887"}, "1886", "188[6]", "188(7)", Distance("years", -1)),
        ("date", {"answer": "2019-07"}, "May 2019", "[Ma]y 2019", "(Jul)y 2019", Distance("months", -2)),
        ("date", {"answer": "1910/1945"}, "1905 to 1945", "19[05] – 1945", "19(10) – 1945", Distance("beginning")),
        ("date", {"answer": "1910/1945"}, "1910 to 1946", "1910 – 194[6]", "1910 – 194(5)", Distance("end")),
        ("date", {"answer": "1910/1945"}, "1905 to 1946", "19[05] – 194[6]", "19(10) – 194(5)", None),
    ],
)
def test_what_was_typed_is_held_against_what_is_right(name, fields, given, struck, shown, apart):
    given = given.removesuffix(" m") if "unit" in fields else given

    assert compared(name, given, **fields) == (struck, shown, apart)


def test_a_date_in_the_wrong_month_of_another_language_is_shown_as_it_is():
    found = proof("1. Mai 2019", "July 2019", [Difference("off", "months", "Mai 2019", "Juli 2019", ok=False, apart=-2)], almost=False)

    assert (read(found.given), read(found.right)) == ("July 2019", "July 2019")


@given(given=st.text(max_size=12), right=st.text(min_size=1, max_size=12))
def test_the_pieces_of_a_slip_make_up_both_texts(given, right):
    found = proof(given, right, (), almost=True)

    assert "".join(piece.text for piece in found.given) == given
    assert "".join(piece.text for piece in found.right) == right
    assert not any(piece.kind != "same" for piece in found.given) or given != right
