"""What formats say of the fields and types that they cannot express."""

import pytest
from question_strategies import TYPES, every_type, write_types

from quizapp.bank.exchange import anki_write
from quizapp.bank.exchange.outgoing import DECK, FACTS, MARKED
from quizapp.bank.load import load_folder


def missing(names):
    """The names that no translation could word."""
    return set(names) - set(MARKED)


@every_type
def test_the_names_of_a_type_and_its_fields_can_be_translated(kind):
    names = {kind.name, *kind.model.model_fields} - {"id", "image"}
    assert missing(names) == set(), "add N_(...) of each to MARKED in quizapp/bank/exchange/outgoing.py"


@pytest.mark.parametrize("names", [DECK, FACTS])
def test_the_names_of_what_a_deck_has_can_be_translated(names):
    assert missing(names) == set()


def test_a_card_has_the_question_and_what_is_right_of_every_type(tmp_path):
    write_types(tmp_path / "types")
    kept, losses = anki_write.FORM.split(load_folder(tmp_path / "types")[0].deck)

    assert len(kept) == len(TYPES)
    assert [loss.code for loss in losses if loss.code != "changed"] == []
