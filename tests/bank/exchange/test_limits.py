"""How much work a file from another program may make: limits on questions and sizes, not only on bytes."""

import sqlite3
from contextlib import closing

import pytest
from growth import package

from quizapp.bank.exchange import anki_read, drafting, texts
from quizapp.bank.exchange.drafting import drafted, written
from quizapp.bank.exchange.formats import READERS
from quizapp.bank.exchange.markup import reduced
from quizapp.bank.exchange.notices import Refused

MOST = texts.MOST_QUESTIONS
MOODLE = '<question type="truefalse"><answer fraction="100"><text>true</text></answer></question>'
FILES = {
    "gift": lambda count: "Is it?{T}\n\n" * count,
    "aiken": lambda count: "Which?\nA. this\nB. that\nANSWER: A\n\n" * count,
    "csv": lambda count: "type,prompt,answer\n" + "flashcard,a,b\n\n" * count,
    "moodle": lambda count: f"<quiz>{MOODLE * count}</quiz>",
    "apkg": lambda count: package(["a\x1fb"] * count),
}


def content(form, count):
    made = FILES[form](count)
    return made if isinstance(made, bytes) else made.encode()


def refusal(form, data):
    with pytest.raises(Refused) as caught:
        READERS[form](data, "en")
    return caught.value.notice


@pytest.mark.parametrize("form", FILES)
def test_a_file_with_too_many_questions_is_refused_before_one_is_read(form, monkeypatch):
    for module in ("gift_read._GiftQuestion", "aiken._add", "table._add", "moodle_read._MoodleQuestion", "anki_read._add"):
        monkeypatch.setattr(f"quizapp.bank.exchange.{module}", lambda *_: pytest.fail("read"))

    notice = refusal(form, content(form, MOST + 1))

    assert str(notice) == "the file has more than 5000 questions; split it into several files"


@pytest.mark.parametrize("form", FILES)
def test_a_file_with_as_many_questions_as_are_allowed_is_read(form, monkeypatch):
    monkeypatch.setattr(texts, "MOST_QUESTIONS", 7)

    assert len(READERS[form](content(form, 7), "en").entries) == 7
    assert refusal(form, content(form, 8)).code == "too-many"


def test_drafting_stops_where_a_deck_is_full(monkeypatch):
    monkeypatch.setattr(drafting, "MAX_BYTES", 1000)
    taken = []
    found = READERS["csv"](b"type,prompt,answer\n" + b"flashcard,a question of thirty letters,the answer\n" * 100, "en")

    with pytest.raises(Refused, match="more questions than a deck can hold"):
        drafted(found, "full", "en", (taken.append(entry) or entry for entry in found.entries))
    assert len(taken) < 30


def collection(statement):
    """An Anki database whose `notes` are made by a statement."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE col (decks TEXT); CREATE TABLE cards (nid, did, ord)")
        connection.executescript(f"INSERT INTO col VALUES ('{{}}'); INSERT INTO cards VALUES (1, 1, 0); {statement}")
        connection.commit()
        return connection.serialize()


PLAIN = "CREATE TABLE notes (id INTEGER PRIMARY KEY, flds TEXT, tags TEXT); INSERT INTO notes VALUES (1, 'a' || char(31) || 'b', '');"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, tags TEXT, flds TEXT AS (hex(zeroblob(300000000)))); INSERT INTO notes VALUES (1, '')",
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, tags TEXT, flds TEXT AS (hex(zeroblob(9))) STORED); INSERT INTO notes VALUES (1, '')",
        "CREATE VIEW notes AS SELECT 1 AS id, hex(zeroblob(300000000)) AS flds, '' AS tags",
        f"{PLAIN} CREATE VIEW other AS SELECT 1",
        f"{PLAIN} CREATE TRIGGER other AFTER INSERT ON notes BEGIN SELECT hex(zeroblob(300000000)); END",
        f"{PLAIN} CREATE TABLE other (a, b AS (a))",
    ],
    ids=["generated", "stored", "view", "another view", "trigger", "another table"],
)
def test_a_collection_that_computes_is_refused(statement):
    assert refusal("apkg", package([], collection(statement))).code == "not-anki"


def test_no_value_of_a_collection_may_be_large(monkeypatch):
    monkeypatch.setattr(anki_read, "LONGEST_VALUE", 1000)

    assert READERS["apkg"](package(["a" * 900 + "\x1fb"]), "en").entries
    assert refusal("apkg", package(["a" * 1100 + "\x1fb"])).code == "not-anki"


def test_a_card_that_is_too_long_is_named_and_left_out(monkeypatch):
    monkeypatch.setattr(anki_read, "LONGEST_NOTE", 200)
    found = READERS["apkg"](package(["a\x1fb", "long " * 50 + "\x1fb"]), "en")

    assert len(found.entries) == 1
    assert [(notice.code, len(notice.question)) for notice in found.notices] == [("long-card", 100)]


def test_a_number_with_more_digits_than_any_has_is_refused(read):
    deck, notices = read("gift", f"Pi?{{#3.{'1' * 100_000}}}\n\nIs it?{{T}}", strict=False)

    assert len(deck.questions) == 1
    assert [notice.code for notice in notices] == ["refused-question"]


def test_equal_names_of_categories_are_numbered(read):
    deck, _ = read("gift", "".join(f"$CATEGORY: 가{'나' * number}\n\nIs it {number}?{{T}}\n\n" for number in range(4)), strict=False)

    assert list(deck.categories) == ["category", "category-2", "category-3", "category-4"]


def test_a_question_with_hundreds_of_answers_is_left_out(read):
    answers = "".join(f"=answer {number} " for number in range(102))
    deck, notices = read("gift", f"::many::What?{{{answers}}}\n\nIs it?{{T}}", strict=False)

    assert len(deck.questions) == 1
    assert [str(notice) for notice in notices] == ["line 1: many: a question with more than 100 answers is left out"]


@pytest.mark.parametrize("questions", [[0] * 300_000, ["x" * 1_100_000]], ids=["too many values", "too many letters"])
def test_what_no_file_of_a_deck_holds_is_refused(questions):
    with pytest.raises(Refused) as caught:
        written({"questions": questions})
    assert "more questions than a deck can hold" in str(caught.value)


def test_a_row_of_blanks_is_no_question(read):
    deck, notices = read("csv", b"type,prompt,answer\n ,  ,\nshort_answer,Which?,This\n")
    assert len(deck.questions) == 1
    assert notices == ()


def test_the_head_of_a_page_is_no_text():
    assert reduced("<head>A title</head>The text<template>hidden</template>").text == "The text"
