import json

import pytest

from quizapp.bank.new import make_deck


@pytest.fixture
def deck(tmp_path):
    """A deck with a warning."""
    folder = tmp_path / "my-deck"
    make_deck(folder)
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text().replace("        why: Clouds form where vapour cools.\n", ""))
    return folder


def test_a_sound_bank_says_nothing(quizapp):
    result = quizapp("check", "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_warning_counts_only_when_strict(quizapp, deck):
    result = quizapp("check", deck)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{deck / 'facts.yaml'}:30:9: warning[false-without-why] ")
    assert result.stdout.splitlines()[1] == "    Add `why:` to the question."
    assert quizapp("check", "--strict", deck).exit_code == 1


def test_an_error_counts(quizapp, deck):
    (deck / "deck.yaml").write_text("title: [")
    assert quizapp("check", deck).exit_code == 1


def test_formats(quizapp, deck):
    assert json.loads(quizapp("check", "--format", "json", deck).stdout)[0]["code"] == "false-without-why"
    assert quizapp("check", "--format", "github", deck).stdout.startswith("::warning file=")
    assert quizapp("check", "--format", "xml", deck).exit_code == 2


def test_help_has_an_example(quizapp):
    assert "Example: quizapp check" in quizapp("check", "--help").stdout
