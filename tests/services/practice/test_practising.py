"""What the practices have in common: an order that a nonce draws, and runs that are stored once and found by nobody else."""

from types import SimpleNamespace

import pytest

from quizapp.db.base import transaction
from quizapp.services.errors import NotFound
from quizapp.services.learning.editions import current
from quizapp.services.people.accounts import Visitor
from quizapp.services.practice import practising


@pytest.fixture
def keep(sora, moment):
    """Store a run of a practice in the deck `harbour`, `keep("timeline", "nonce")`; return its number."""

    def kept(kind, nonce):
        with transaction(write=True) as connection:
            shown = current(connection, "harbour", sora.id)
            asked = SimpleNamespace(deck=shown.deck, revision=shown.revision, nonce=nonce)
            return practising.store(connection, sora, kind, asked, None, given={"order": ["a"]}, score=0.5, moment=moment())

    return kept


def find(who, kind, deck, n):
    with transaction(write=False) as connection:
        return practising.kept(connection, who, deck, n, kind)


def test_the_same_form_is_kept_once_and_another_gets_the_next_number(keep):
    assert [keep("timeline", "one"), keep("timeline", "one"), keep("causes", "two")] == [1, 1, 2]


def test_a_run_is_found_as_it_was_kept(keep, sora):
    found = find(sora, "timeline", "harbour", keep("timeline", "one"))
    assert (found.given, found.score, found.nonce) == ('{"order": ["a"]}', 0.5, "one")


@pytest.mark.parametrize(("kind", "deck", "n"), [("causes", "harbour", 1), ("timeline", "knots", 1), ("timeline", "harbour", 2)])
def test_a_run_of_something_else_is_none(keep, sora, kind, deck, n):
    keep("timeline", "one")
    with pytest.raises(NotFound):
        find(sora, kind, deck, n)


def test_a_run_of_somebody_else_is_none(keep, other_student):
    keep("timeline", "one")
    with pytest.raises(NotFound):
        find(Visitor(id=other_student.id), "timeline", "harbour", 1)


def test_an_order_is_drawn_from_key_and_nonce():
    letters = "abcdefghijkl"
    drawn = [practising.shuffled(letters, key, nonce) for key, nonce in (("k", "n"), ("k", "n"), ("k", "m"), ("l", "n"))]
    assert drawn[0] == drawn[1]
    assert len({tuple(order) for order in drawn}) == 3
    assert sorted(drawn[0]) == list(letters)
