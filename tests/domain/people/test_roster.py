"""Lists of names, typed, pasted or exported, and those that are refused, with the line."""

import pytest

from quizapp.domain.people import roster
from quizapp.domain.people.roster import MOST_LINES, RosterFault


def people(text):
    return [(one.line, one.name, one.username) for one in roster.read(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mina\nLeo", [(1, "Mina", ""), (2, "Leo", "")]),
        ("\n  Mina  \n\n 김서연\n", [(2, "Mina", ""), (4, "김서연", "")]),
        ("Kim, Mina", [(1, "Kim, Mina", "")]),
        ("Mina;mina.k\nLeo", [(1, "Mina", "mina.k"), (2, "Leo", "")]),
        ("Mina\tmina.k", [(1, "Mina", "mina.k")]),
        ("name,user name\r\nMina,mina.k\r\nLeo,\r\n", [(2, "Mina", "mina.k"), (3, "Leo", "")]),
        ("이름;ID\n김서연;seoyeon", [(2, "김서연", "seoyeon")]),
        ('"Kim, Mina",mina.k', [(1, "Kim, Mina", "mina.k")]),
        ("\ufeffname\nMina", [(2, "Mina", "")]),
        ("Mina;;", [(1, "Mina", "")]),
    ],
)
def test_who_stands_in_a_list(text, found):
    assert people(text) == found


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 0),
        (" \n;;\n", "empty", 0),
        ("name", "empty", 0),
        ("x" * 20_001, "long", 0),
        ("Mina\n" + "x" * 201, "characters", 2),
        ("Mina\nLe\x00o", "characters", 2),
        ("Mina\x1b[2J", "characters", 1),
        ("Mina;mina;9b", "columns", 1),
        ('"Kim, Mina",mina\n"Leo', "quotes", 2),
        ("Mina\n=HYPERLINK(1)", "formula", 2),
        ("Mina;@leo", "formula", 1),
        ("'=HYPERLINK(1)", "formula", 1),
        ("Mina\n;leo", "name", 2),
    ],
)
def test_what_is_refused_with_its_line(text, code, line):
    with pytest.raises(RosterFault) as refused:
        roster.read(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_a_hundred_people_and_no_more():
    assert len(roster.read("\n".join(f"Mina {n}" for n in range(MOST_LINES)))) == MOST_LINES
    with pytest.raises(RosterFault) as refused:
        roster.read("\n".join(f"Mina {n}" for n in range(MOST_LINES + 1)))
    assert (refused.value.code, refused.value.line) == ("many", MOST_LINES + 1)


def test_files_are_utf_8_with_or_without_a_mark():
    assert roster.decode("김서연".encode()) == roster.decode("김서연".encode("utf-8-sig")) == "김서연"
    with pytest.raises(RosterFault) as refused:
        roster.decode("Mina\nMüller".encode("latin-1"))
    assert (refused.value.code, refused.value.line) == ("encoding", 2)
    with pytest.raises(RosterFault):
        roster.decode(b"x" * 80_001)


@pytest.mark.parametrize("people", [[('"Bee" Lee', "bee.lee"), ('Ada "Al"', "ada")], [("Student", "student")], [("Kim, Mina; 9b", "mina")]])
def test_what_is_written_reads_back_as_it_is(people):
    assert [(one.name, one.username) for one in roster.read(roster.write(people))] == people
