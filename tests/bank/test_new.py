import pytest

from quizapp.bank.check import check
from quizapp.bank.new import NotNew, make_deck


def test_a_new_deck_passes_every_check(tmp_path):
    written = make_deck(tmp_path / "bank" / "my-first-deck")
    assert [path.name for path in written] == ["deck.yaml", "reading.md", "facts.yaml", "deck.json", "facts.json"]
    assert check([tmp_path / "bank"]) == []
    assert "title: My first deck\n" in written[0].read_text()


def test_schemas_are_not_written_over(tmp_path):
    (tmp_path / "schema").mkdir()
    assert len(make_deck(tmp_path / "deck")) == 3


@pytest.mark.parametrize(("name", "words"), [("My Deck", "cannot be the id"), ("undo", "cannot be the id"), ("taken", "already exists")])
def test_refuses(tmp_path, name, words):
    (tmp_path / "taken").mkdir()
    with pytest.raises(NotNew, match=words):
        make_deck(tmp_path / name)
