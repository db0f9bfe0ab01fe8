import pytest

from quizapp.bank.exchange.formats import ENDINGS
from quizapp.cli import exporting


@pytest.mark.parametrize(("form", "file"), ENDINGS.items())
def test_a_deck_of_the_bank_is_written(quizapp, tmp_path, monkeypatch, form, file):
    monkeypatch.chdir(tmp_path)
    result = quizapp("export", "harbour", "--format", form)

    assert result.exit_code == 0
    assert result.stdout == f"wrote harbour.{file}\n"
    assert (tmp_path / f"harbour.{file}").stat().st_size > 100
    assert ("reading of the deck is left out" in result.stderr) == (form != "zip")


def test_a_published_deck_is_written_without_its_folder(quizapp, installed, tmp_path, monkeypatch):
    from support import BANK

    assert quizapp("publish", BANK).exit_code == 0
    monkeypatch.setenv("QUIZAPP_BANK", str(tmp_path))

    assert quizapp("export", "harbour", "--format", "gift", "--output", tmp_path / "out.txt").exit_code == 0
    assert "::plans-multiple-choice::" in (tmp_path / "out.txt").read_text()
    refused = quizapp("export", "harbour", "--format", "zip")
    assert refused.stderr == "Error: harbour is not a deck folder; a zip needs one\n"
    assert quizapp("export", "nothing", "--format", "gift").stderr.startswith("Error: there is no deck nothing")


def test_a_deck_with_errors_is_refused(quizapp, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "deck.yaml").write_text("title: A\nnonsense: 1\n")

    result = quizapp("export", tmp_path / "broken", "--format", "csv")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_a_format_that_holds_nothing_of_a_deck_is_refused(quizapp, tmp_path):
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "deck.yaml").write_text("title: A\nquestions:\n- {id: a, type: flashcard, prompt: b, answer: c}\n")

    assert "aiken cannot hold any of the questions" in quizapp("export", tmp_path / "cards", "--format", "aiken").stderr


def test_many_losses_are_counted(quizapp, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "MOST", 2)

    assert "more; in all:" in quizapp("export", "harbour", "--format", "aiken", "--output", tmp_path / "a").stderr
