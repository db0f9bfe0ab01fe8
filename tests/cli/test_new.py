import pytest


@pytest.fixture
def bank(tmp_path, instance, monkeypatch):
    """An empty bank folder for the commands."""
    monkeypatch.setenv("QUIZAPP_BANK", str(tmp_path / "bank"))
    return tmp_path / "bank"


def test_makes_a_deck_in_the_bank(quizapp, bank):
    result = quizapp("new", "my-deck")
    assert result.exit_code == 0
    assert str(bank / "my-deck" / "deck.yaml") in result.stdout
    assert f"quizapp check {bank / 'my-deck'}" in result.stdout
    assert quizapp("check", "--strict").exit_code == 0


def test_makes_a_deck_in_a_folder(quizapp, bank, tmp_path):
    assert quizapp("new", tmp_path / "elsewhere" / "my-deck").exit_code == 0
    assert (tmp_path / "elsewhere" / "my-deck" / "deck.yaml").is_file()


def test_writes_nothing_into_the_program(quizapp, instance, tmp_path, monkeypatch):
    monkeypatch.delenv("QUIZAPP_BANK")
    monkeypatch.chdir(tmp_path)

    assert quizapp("new", "my-deck").exit_code == 0

    assert (tmp_path / "question_bank" / "my-deck" / "deck.yaml").is_file()
    assert quizapp("new", "my-next").exit_code == 0, "the folder that was made is the bank now"
    assert sorted(path.name for path in (tmp_path / "question_bank").glob("my-*")) == ["my-deck", "my-next"]


def test_refuses_in_one_line(quizapp, bank):
    result = quizapp("new", "My Deck")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: My Deck cannot be the id of a deck")


def test_help_has_an_example(quizapp):
    assert "Example: quizapp new" in quizapp("new", "--help").stdout
