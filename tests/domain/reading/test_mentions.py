"""Where a reading names the terms of its deck."""

from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Deck
from quizapp.domain.reading.mentions import mentions
from quizapp.domain.reading.richtext import read


def named(text, *terms):
    """The words that name each term."""
    reading = read(text)
    deck = Deck("deck", "A deck", "en", (), reading=reading, terms=terms)
    return [[reading.blocks[span.block].text[span.start : span.end] for span in spans] for spans in mentions(deck)]


def test_full_and_other_names_are_found_in_reading_order():
    assert named("Quill drew it. Then Mara Quill left.", Term("Mara Quill", also=("Quill",))) == [["Quill", "Mara Quill"]]


def test_a_possessive_names_its_owner():
    assert named("Quill's plans and Quill’s pier, the Arkels' house.", Term("Quill"), Term("Arkels")) == [
        ["Quill's", "Quill’s"],
        ["Arkels"],
    ]


def test_a_part_of_a_word_is_no_name():
    assert named("Sarnath is not Sarn, nor is oldSarn.", Term("Sarn")) == [["Sarn"]]


def test_a_name_inside_a_longer_name_is_not_meant():
    assert named("South Korea and Korea.", Term("Korea"), Term("South Korea")) == [["Korea"], ["South Korea"]]


def test_without_a_reading_nobody_is_named():
    assert mentions(Deck("deck", "A deck", "en", (), terms=(Term("Quill"),))) == ((),)
