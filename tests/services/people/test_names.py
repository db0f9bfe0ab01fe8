"""Names in any script are accepted, and two that look alike count as one."""

import pytest

from quizapp.services.errors import Invalid
from quizapp.services.people import names


@pytest.mark.parametrize("name", ["mina", "Mina Park", "김민준", "박-서연", "Жанна", "नेहा", "nguyễn.an", "m_2", "ab", "x" * 40, "محمد"])
def test_a_name_of_any_script_is_taken(name):
    assert names.clean_username(name) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "short"),
        (" a ", "short"),
        ("x" * 41, "long"),
        ("ﷺ" * 20, "long"),
        ("a\u200bb", "characters"),
        ("a\u202eb", "characters"),
        ("a\x00b", "characters"),
        ("a\x1bb", "characters"),
        ("a\ud800b", "characters"),
        ("ㅤㅤ", "characters"),
        ("a/b", "characters"),
        ("a@b", "characters"),
        ("<b>", "characters"),
        ("-ab", "characters"),
        ("mina 🙂", "characters"),
        ("Z\u0351\u0352\u0353\u0354o", "characters"),
    ],
)
def test_other_names_are_refused(typed, code):
    with pytest.raises(Invalid) as refused:
        names.clean_username(typed)
    assert (refused.value.field, refused.value.code) == ("username", code)


def test_a_name_is_composed_and_its_blanks_are_counted_once():
    assert names.clean_username("  Jose\u0301 \n Luis ") == "José Luis"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mina", "mina"),
        ("mina", "ｍｉｎａ"),
        ("mina", "mínа".replace("í", "i")),  # the last letter is Cyrillic
        ("anna0", "annao"),
        ("paul", "pau1"),
        ("Alex", "AIex"),
        ("straße", "STRASSE"),
        ("mina park", "mina  park"),
        ("mina", "mi\u200bna"),
        ("김민준", "김민준"),
    ],
)
def test_names_that_look_alike_have_one_key(one, other):
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mina", "nina"), ("anna", "anne"), ("mina.park", "minapark"), ("민준", "민주"), ("jose", "josé")]
)
def test_names_that_differ_have_two(one, other):
    assert names.key(one) != names.key(other)


def test_a_name_to_be_shown_may_be_empty_and_holds_what_can_be_seen():
    assert names.clean_display_name("  ") == ""
    assert names.clean_display_name(" Mina 🙂 O'Neil (7b) ") == "Mina 🙂 O'Neil (7b)"


@pytest.mark.parametrize(
    ("typed", "code"), [("x" * 41, "long"), ("a\u202eb", "characters"), ("a\x00b", "characters"), ("a\u3164b", "characters")]
)
def test_a_name_to_be_shown_hides_nothing(typed, code):
    with pytest.raises(Invalid) as refused:
        names.clean_display_name(typed)
    assert (refused.value.field, refused.value.code) == ("display_name", code)
