"""A learner's notes on facts."""

from dataclasses import replace

import pytest

from quizapp.db.base import transaction
from quizapp.db.learning import stored_notes
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import editions, notes
from quizapp.services.people import accounts


@pytest.fixture
def learner(database, clock):
    return accounts.visitor(accounts.start_guest(clock.now, ""))


def harbour(connection):
    return editions.current(connection, "harbour", 0).deck


def mine(learner):
    with transaction(write=False) as connection:
        return notes.notes_of(connection, learner.id, harbour(connection))


def test_a_note_is_stored_stripped_with_plain_line_ends(learner, clock):
    assert notes.write_note(learner, "harbour", "length", "  one\r\ntwo\tthree \r\n", clock.now) == "one\ntwo\tthree"
    assert mine(learner) == {"length": "one\ntwo\tthree"}


def test_a_second_note_stands_in_place_of_the_first(learner, clock):
    for text in ("one", "two"):
        notes.write_note(learner, "harbour", "length", text, clock.now)
    assert mine(learner) == {"length": "two"}


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_note_drops_it(learner, clock, text):
    notes.write_note(learner, "harbour", "length", "one", clock.now)
    notes.write_note(learner, "harbour", "length", text, clock.now)
    assert mine(learner) == {}


@pytest.mark.parametrize(("text", "code"), [("é" * 2001, "too-long"), ("\x00", "control-character"), ("a\x1bb", "control-character")])
def test_what_cannot_be_kept_changes_nothing(learner, clock, text, code):
    notes.write_note(learner, "harbour", "length", "one", clock.now)
    with pytest.raises(Invalid) as refused:
        notes.write_note(learner, "harbour", "length", text, clock.now)
    assert (refused.value.field, refused.value.code) == ("text", code)
    assert mine(learner) == {"length": "one"}


def test_two_thousand_characters_fit_however_a_browser_ends_lines(learner, clock):
    assert len(notes.write_note(learner, "harbour", "length", "a\r\n" * 999 + "bc", clock.now)) == 2000


@pytest.mark.parametrize(("deck", "fact"), [("harbour", "nothing"), ("nowhere", "length")])
def test_there_is_no_note_on_what_is_not_there(learner, clock, deck, fact):
    with pytest.raises(NotFound):
        notes.write_note(learner, deck, fact, "x", clock.now)


def test_a_note_follows_a_fact_that_is_renamed_unless_there_is_one_already(learner, clock):
    notes.write_note(learner, "harbour", "length", "one", clock.now)
    for fact in ("plans", "boats"):
        with transaction(write=True) as connection:
            stored_notes.rename_fact(connection, "harbour", "length", fact)
        notes.write_note(learner, "harbour", "length", "two", clock.now)
    with transaction(write=True) as connection:
        stored_notes.rename_fact(connection, "harbour", "length", "plans")
    assert mine(learner) == {"plans": "one", "boats": "two", "length": "two"}


def test_a_note_on_a_fact_that_is_gone_is_not_shown(learner, clock):
    notes.write_note(learner, "harbour", "length", "one", clock.now)
    with transaction(write=False) as connection:
        deck = harbour(connection)
        fewer = replace(deck, facts=tuple(fact for fact in deck.facts if fact.id != "length"))
        assert notes.notes_of(connection, learner.id, fewer) == {}
