"""Terms marked in a reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.inline import TextRun
from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import Block, Deck, GlossaryWord, Reading, Section
from quizapp.domain.reading.glossing import gloss


def deck(*sections, terms=(), words=()):
    """A deck whose reading has these sections, each a list of blocks or of texts."""
    blocks, parts = [], []
    for number, section in enumerate(sections):
        made = [block if isinstance(block, Block) else Block("p", (TextRun(block),)) for block in section]
        parts.append(Section(f"part-{number}", "Part", len(blocks), len(blocks) + len(made)))
        blocks += made
    return Deck("d", "Deck", "en", (), reading=Reading(tuple(parts), tuple(blocks)), terms=tuple(terms), glossary=words_of(words))


def words_of(words):
    return tuple(GlossaryWord(word, "a meaning") for word in words)


def explained(glossed):
    """The words of the glossary that are marked in each block, with their number."""
    return [[("".join(run.text for run in piece.runs), piece.word) for piece in pieces if piece.word] for pieces in glossed]


def marked(glossed):
    """The words that are marked in each block, with the number of their term."""
    return [[("".join(run.text for run in piece.runs), piece.term) for piece in pieces if piece.term] for pieces in glossed]


LEE, KOREA, NORTH = Term("Lee", note="A name"), Term("Korea"), Term("North Korea", also=("DPRK",))


def test_the_first_mention_in_each_section_is_marked():
    found = gloss(deck(["Lee met Lee.", "Lee left."], ["Then Lee came back."], terms=[LEE]))
    assert marked(found) == [[("Lee", 1)], [], [("Lee", 1)]]
    assert [piece.note for piece in found[0]] == ["A name", ""]


@pytest.mark.parametrize("text", ["Leeward", "lee", "LEE", "McLee", "Lee2", "a_Lee"])
def test_only_whole_words_in_their_own_case_are_marked(text):
    assert marked(gloss(deck([text], terms=[LEE]))) == [[]]


@pytest.mark.parametrize("text", ["Lee’s plan", "(Lee)", "“Lee”", "Lee-made", "Lee"])
def test_marks_and_endings_beside_a_name_do_not_hide_it(text):
    assert marked(gloss(deck([text], terms=[LEE]))) == [[("Lee", 1)]]


def test_a_longer_name_is_not_taken_for_a_shorter_one_inside_it():
    assert marked(gloss(deck(["North Korea, then Korea"], terms=[KOREA, NORTH]))) == [[("North Korea", 2), ("Korea", 1)]]
    assert marked(gloss(deck(["North Korean, then Korea"], terms=[KOREA, NORTH]))) == [[("Korea", 1)]]


def test_another_name_of_a_term_is_a_mention_of_it():
    assert marked(gloss(deck(["The DPRK is North Korea."], terms=[NORTH]))) == [[("DPRK", 1)]]


def test_blanks_quotes_and_dashes_may_differ():
    assert marked(gloss(deck(["O’Hara\u00a0and  Sons"], terms=[Term("O'Hara and Sons")]))) == [[("O’Hara\u00a0and  Sons", 1)]]


def test_a_script_without_blanks_has_no_whole_words():
    assert marked(gloss(deck(["首相は東京で会った"], terms=[Term("東京")]))) == [[("東京", 1)]]


def test_a_name_that_changes_its_look_keeps_it():
    found = gloss(deck([Block("p", (TextRun("so North "), TextRun("Korea", emphasis=True), TextRun(" said", strong=True)))], terms=[NORTH]))
    assert found[0][1].runs == (TextRun("North "), TextRun("Korea", emphasis=True))
    assert found[0][2].runs == (TextRun(" said", strong=True),)


@pytest.mark.parametrize(
    "block",
    [
        Block("p", (TextRun("Lee", href="https://example.org/"),)),
        Block("p", (TextRun("Lee", code=True),)),
        Block("h3", (TextRun("Lee"),)),
        Block("pre", (TextRun("Lee"),)),
    ],
)
def test_links_code_and_headings_stay_as_they_are_and_the_next_mention_counts(block):
    assert marked(gloss(deck([block, "Lee again"], terms=[LEE]))) == [[], [("Lee", 1)]]


def test_a_deck_without_terms_or_without_a_reading_has_nothing_to_mark():
    assert marked(gloss(deck(["Lee"], terms=[]))) == [[]]
    assert gloss(Deck("d", "Deck", "en", (), terms=(LEE,))) == ()


WORDS = st.lists(st.sampled_from(["Lee", "North", "Korea", "DPRK", ".", "Leeward"]), max_size=8).map(" ".join)
RUNS = st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=4)


@given(st.lists(RUNS, min_size=1, max_size=4))
def test_no_character_is_lost_and_no_term_marked_twice(texts):
    blocks = [Block("p", tuple(TextRun(text, emphasis=look) for text, look in runs)) for runs in texts]
    found = gloss(deck(blocks, terms=[LEE, KOREA, NORTH]))
    for block, pieces in zip(blocks, found, strict=True):
        assert "".join(run.text for piece in pieces for run in piece.runs) == block.text
    places = [place for pieces in marked(found) for _, place in pieces]
    assert len(places) == len(set(places))


def test_a_word_of_the_glossary_is_marked_where_it_first_stands_in_a_section():
    found = gloss(deck(["Ties and ties.", "New ties."], ["Old ties, new TIES."], words=["summit", "ties"]))
    assert explained(found) == [[("Ties", 2)], [], [("ties", 2)]]
    assert "".join(run.text for piece in found[0] for run in piece.runs) == "Ties and ties."


@pytest.mark.parametrize("text", ["neckties", "tie", "ties2", "tie s"])
def test_only_whole_words_of_the_glossary_are_marked(text):
    assert explained(gloss(deck([text], words=["ties"]))) == [[]]


def test_a_word_of_the_glossary_may_have_several_words_and_other_blanks_or_signs():
    assert explained(gloss(deck(["the  state\u00a0dinner’s end"], words=["State dinner's"]))) == [[("state\u00a0dinner’s", 1)]]


def test_a_word_inside_the_name_of_a_term_is_no_word_of_the_glossary():
    treaty = Term("defence treaty")
    found = gloss(deck(["The defence treaty, the defence treaty, a treaty."], terms=[treaty], words=["treaty"]))
    assert (marked(found), explained(found)) == ([[("defence treaty", 1)]], [[("treaty", 1)]])
    assert [piece.note for piece in found[0]] == ["", "", "", "", ""]


def test_neither_links_nor_code_nor_headings_have_words_of_the_glossary():
    runs = (TextRun("ties", href="https://example.org"), TextRun(" "), TextRun("ties", code=True))
    blocks = [Block("p", runs), Block("pre", (TextRun("ties"),)), Block("h3", (TextRun("ties"),))]
    assert explained(gloss(deck(blocks, words=["ties"]))) == [[], [], []]


def test_a_letter_that_is_written_otherwise_in_small_marks_nothing():
    assert explained(gloss(deck(["the ſun here"], words=["sun"]))) == [[]]


@given(st.text("aKk İıſ-.", max_size=40), st.lists(st.text("aKk İıſ-", min_size=1, max_size=5).filter(str.strip), min_size=1, max_size=3))
def test_no_word_is_lost_whatever_the_glossary_has(text, words):
    found = gloss(deck([text], words=words))
    assert "".join(run.text for piece in found[0] for run in piece.runs) == text
