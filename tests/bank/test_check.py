import pytest

from quizapp.bank.check import check
from quizapp.bank.new import make_deck


@pytest.fixture
def bank(tmp_path):
    """A bank with a sound deck, one with an error and a warning, and folders that are not decks."""
    make_deck(tmp_path / "sound")
    make_deck(tmp_path / "wrong")
    facts = tmp_path / "wrong" / "facts.yaml"
    facts.write_text(facts.read_text().replace("answer: 9", "answer: nein").replace("        why: Clouds form where vapour cools.\n", ""))
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("][")
    (tmp_path / "notes").mkdir()
    return tmp_path


def codes(*paths):
    return [(problem.path.rpartition("/")[2], problem.code) for problem in check(paths)]


WRONG = [("facts.yaml", "false-without-why"), ("facts.yaml", "bad-number")]


def test_a_bank_folder(bank):
    assert codes(bank) == WRONG


def test_a_deck_folder(bank):
    assert codes(bank / "wrong") == WRONG
    assert codes(bank / "sound") == []


def test_a_file_of_a_deck(bank):
    assert codes(bank / "wrong" / "facts.yaml") == WRONG
    assert codes(bank / "wrong" / "deck.yaml") == []


def test_nothing_is_told_twice(bank):
    assert codes(bank / "wrong", bank) == WRONG


def test_a_folder_of_facts_without_a_deck_file(bank):
    (bank / "sound" / "deck.yaml").unlink()
    assert ("sound", "not-a-deck") in codes(bank)


def test_paths_that_lead_nowhere(bank):
    assert codes(bank / "notes") == [("notes", "not-a-deck")]
    assert codes(bank / "missing") == [("missing", "file-missing")]
    assert codes(bank / "wrong" / "missing.yaml") == [("missing.yaml", "file-missing")]


def test_a_file_without_a_deck(bank):
    (bank / "lone.yaml").write_text("a: b\n")
    (bank / "bad.yaml").write_text("a: b\na: c\n")
    assert codes(bank / "lone.yaml", bank / "bad.yaml") == [("lone.yaml", "not-a-deck"), ("bad.yaml", "duplicate-key")]
