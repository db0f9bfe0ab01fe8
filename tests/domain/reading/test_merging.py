"""Two changes of the files of a deck, merged piece by piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.reading.merging import HEAD, ORDER, TAIL, mark, marks, merge, pieces

DECK = """\
title: Harbour
language: en
facts:
  # the first
  - id: one
    statement: A lighthouse stands there.
    questions:
      - {type: true_false, id: q-one, prompt: It stands., answer: true}

  - {id: two, statement: Two.}
  - statement: Three.
    id: three
links:
  - {cause: one, effect: two}
"""
FILES = {"deck.yaml": DECK, "reading.md": "## One\n\nText.\n"}


def changed(old, new, name="deck.yaml"):
    assert old in FILES[name]
    return {**FILES, name: FILES[name].replace(old, new)}


def test_a_file_is_cut_into_its_facts_and_what_stands_around_them():
    assert [piece for _, piece in pieces(FILES)] == [HEAD, "one", "two", "three", TAIL, HEAD]


@pytest.mark.parametrize(
    ("mine", "theirs", "has"),
    [
        (changed("A lighthouse", "A tower"), changed("Two.", "Both."), ("A tower", "Both.")),
        (changed("title: Harbour", "title: Port"), changed("Text.", "Words.", "reading.md"), ("title: Port", "Words.")),
        (changed("Two.", "Both."), changed("Two.", "Both."), ("Both.",)),
        (changed("links:", "  - {id: four}\nlinks:"), changed("links:", "  - {id: five}\nlinks:"), ("{id: four}", "{id: five}")),
        ({**FILES, "more.yaml": "facts:\n- {id: six}\n"}, changed("Two.", "Both."), ("{id: six}", "Both.")),
    ],
)
def test_changes_of_different_pieces_are_both_kept(mine, theirs, has):
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge(marks(FILES), one, other)

        assert merged.clashes == ()
        assert all(words in "".join(merged.files.values()) for words in has)


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        (changed("Two.", "Both."), changed("Two.", "A pair."), ("deck.yaml", "two")),
        (changed("  - {id: two, statement: Two.}\n", ""), changed("Two.", "A pair."), ("deck.yaml", "two")),
        (changed("Text.", "Words.", "reading.md"), changed("One", "1", "reading.md"), ("reading.md", HEAD)),
        ({"deck.yaml": DECK}, changed("Text.", "Words.", "reading.md"), ("reading.md", HEAD)),
    ],
)
def test_changes_of_the_same_piece_clash(mine, theirs, clash):
    assert merge(marks(FILES), mine, theirs).clashes == (clash,)
    assert merge(marks(FILES), theirs, mine).clashes == (clash,)


def test_a_fact_that_was_moved_stays_moved_beside_a_change_of_another():
    line = "  - {id: two, statement: Two.}\n"
    moved = {**FILES, "deck.yaml": DECK.replace(line, "").replace("  # the first\n", "  # the first\n" + line)}
    other = changed("Three.", "The third.")

    for one, two in ((moved, other), (other, moved)):
        merged = merge(marks(FILES), one, two).files["deck.yaml"]
        assert merged.index("id: two") < merged.index("id: one")
        assert "The third." in merged


def test_a_file_that_was_removed_stays_removed():
    assert merge(marks(FILES), {"deck.yaml": DECK}, changed("Two.", "Both.")).files.keys() == {"deck.yaml"}


ENTRY = st.sampled_from(["- id: a\n", "  - id: b\n", "facts:\n", "\n", "# x\n", "links:\n", "    text: y\n", "title: t\n", "end"])


@given(st.lists(ENTRY).map("".join))
def test_the_pieces_of_any_text_are_the_text_again(text):
    assert "".join(pieces({"deck.yaml": text}).values()) == text


@given(st.lists(ENTRY).map("".join), st.lists(ENTRY).map("".join))
def test_one_change_alone_is_taken_as_it_is_but_for_the_last_line_end(base, mine):
    files = {"deck.yaml": base}

    assert merge(marks(files), files, files).files == files
    kept = merge(marks(files), {"deck.yaml": mine}, files)
    assert marks(kept.files).keys() == marks({"deck.yaml": mine}).keys()
    assert {piece for _, piece in marks(files)} >= {ORDER}


def test_a_last_fact_without_a_line_end_gets_one_when_another_follows():
    base = {"a.yaml": "facts:\n- id: one\n"}
    merged = merge(marks(base), {"a.yaml": "facts:\n- id: one\n- id: two\n"}, {"a.yaml": "facts:\n- id: one\n  why: so"})
    assert merged.files == {"a.yaml": "facts:\n- id: one\n  why: so\n- id: two\n"}


def test_an_id_that_stands_three_times_makes_three_pieces():
    twice = {"a.yaml": "facts:\n- id: one\n- id: one\n- id: one\n"}
    assert [piece for _, piece in pieces(twice)] == [HEAD, "one", "one 2", "one 3"]
    assert merge(marks(twice), twice, twice).files == twice


def test_a_mark_that_a_draft_has_stored_is_found_again():
    assert mark("facts:\n") == marks({"deck.yaml": "facts:\n"})["deck.yaml", HEAD] == "9802c3ce695f2324"
    assert len(mark("\ud800")) == 16
