"""The easier level of a reading, line by line."""

import pytest

from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Deck, Fact, GlossaryWord, Span
from quizapp.domain.reading.easier import easier, lines_of
from quizapp.domain.reading.passages import find
from quizapp.domain.reading.richtext import read

READING = "## One\n\nLee was late. The train stood. He ran.\n\n- He met Kim.\n\n## Two\n\nThey spoke.\n"
EASY = "## One\n\nLee did not come in time.\nThe train did not move.\nLee went fast.\n\n- He met\n\n## Two\n\nThey had a talk.\n"


def deck(easy=EASY, reading=READING, quotes=("The train stood", "Kim", "He ran. "), **values):
    made = read(reading)
    facts = [Fact(f"fact-{number}", "", (), spans=tuple(find(made.blocks, quote))) for number, quote in enumerate(quotes)]
    return Deck("d", "Deck", "en", tuple(facts), reading=made, easy=read(easy, by_lines=True), **values)


def told(found):
    """The words of each line and the facts it belongs to, block by block."""
    return [[("".join(run.text for piece in line.pieces for run in piece.runs), line.facts) for line in lines] for _, lines in found]


def test_a_line_belongs_to_the_facts_that_quote_its_sentence():
    assert told(easier(deck())) == [
        [("Lee did not come in time.", ()), ("The train did not move.", ("fact-0",)), ("Lee went fast.", ("fact-2",))],
        [("He met", ("fact-1",))],
        [("They had a talk.", ())],
    ]


def test_a_fact_that_quotes_two_sentences_has_two_lines():
    found = easier(deck(quotes=["late. The train", "late", "They spoke"]))
    assert [facts for _, facts in told(found)[0]] == [("fact-0", "fact-1"), ("fact-0",), ()]
    assert told(found)[2] == [("They had a talk.", ("fact-2",))]


def test_where_lines_are_not_as_many_as_sentences_none_is_marked():
    found = easier(deck(EASY.replace("time.\n", "time. ")))
    assert [facts for _, facts in told(found)[0]] == [(), ()]
    assert told(found)[1] == [("He met", ("fact-1",))]


@pytest.mark.parametrize("easy", ["", "## One\n\nLee.\n", EASY + "\nMore.\n", EASY.replace("## Two\n", "")])
def test_a_level_with_other_sections_or_blocks_is_not_shown(easy):
    assert easier(deck(easy)) == ()


def test_without_a_level_or_a_reading_there_is_none():
    assert easier(Deck("d", "Deck", "en", (), reading=read(READING))) == ()
    assert easier(Deck("d", "Deck", "en", (), easy=read(EASY))) == ()


def test_terms_and_words_are_marked_in_it_once_a_section_and_not_across_lines():
    terms, glossary = (Term("Lee", note="A man"),), (GlossaryWord("Train", "A row of cars"), GlossaryWord("time. the", "Odd"))
    pieces = [piece for _, lines in easier(deck(terms=terms, glossary=glossary)) for line in lines for piece in line.pieces]
    marked = [("".join(run.text for run in piece.runs), piece.term, piece.note, piece.word) for piece in pieces if piece.term or piece.word]
    assert marked == [("Lee", 1, "A man", 0), ("train", 0, "", 1)]


def test_style_goes_over_the_end_of_a_line():
    found = easier(deck("A *b\nc* d", "One. Two.", quotes=[]))
    assert [[(run.text, run.emphasis) for piece in line.pieces for run in piece.runs] for line in found[0][1]] == [
        [("A ", False), ("b", True)],
        [("c", True), (" d", False)],
    ]


def test_code_is_one_line():
    found = easier(deck("    a = b\n    c = d\n", "    a.\n", quotes=["a"]))
    assert told(found) == [[("a = b\nc = d", ("fact-0",))]]


def test_lines_are_where_they_stand():
    text = " one\n\n two  \n"
    assert [text[start:end] for start, end in lines_of(text)] == ["one", "two"]
    assert lines_of(" \n") == []
    assert Span(0, *lines_of(text)[0]) == Span(0, 1, 4)
