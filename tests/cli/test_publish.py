import shutil

import pytest
from support import BANK

MALAY = """\
title: Laut
language: ms
questions:
  - {id: laut, type: short_answer, prompt: Apa?, answer: perahu}
"""


@pytest.fixture
def bank(tmp_path):
    return shutil.copytree(BANK, tmp_path / "bank")


def lines(result):
    return sorted(result.stdout.splitlines())


def test_a_bank_is_published_once(quizapp, installed, bank):
    assert lines(quizapp("publish", bank)) == ["harbour: published", "knots: published"]
    assert lines(quizapp("publish", bank)) == ["harbour: unchanged", "knots: unchanged"]


def test_one_deck_is_published_alone(quizapp, installed, bank):
    assert lines(quizapp("publish", bank / "knots")) == ["knots: published"]


def test_a_deck_with_errors_keeps_its_last_state(quizapp, installed, bank):
    quizapp("publish", bank)
    (bank / "knots" / "deck.yaml").write_text("title: [")

    result = quizapp("publish", bank)

    assert result.exit_code == 1
    assert "knots: kept" in result.stdout
    assert "deck.yaml:1" in result.stderr
    assert "quizapp check" in result.stderr


def test_a_deck_whose_folder_is_gone_is_archived(quizapp, installed, bank):
    quizapp("publish", bank)
    shutil.rmtree(bank / "knots")

    assert lines(quizapp("publish", bank)) == ["harbour: unchanged", "knots: archived"]


def test_a_folder_that_is_not_there_is_refused(quizapp, installed, tmp_path):
    result = quizapp("publish", tmp_path / "nowhere")

    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_the_sample_bank_of_the_tests_is_without_fault(quizapp):
    result = quizapp("check", "--strict", BANK)

    assert (result.exit_code, result.output) == (0, "")


def test_publishing_makes_the_word_list_of_a_deck(quizapp, installed, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "laut"
    folder.mkdir()
    (folder / "deck.yaml").write_text(MALAY)

    assert lines(quizapp("publish", folder)) == ["laut: published"]
    assert [path.name[:3] for path in (tmp_path / "cache" / "quizapp").iterdir()] == ["ms-"]
