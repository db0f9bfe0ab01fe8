import json

import pytest
from support import BANK, OBSERVATORY, ROOT

from quizapp import lexicons
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
    assert result.stdout.startswith(f"{deck / 'facts.yaml'}:32:9: warning[false-without-why] ")
    assert result.stdout.splitlines()[1] == "    Add `why:` to the question."
    assert quizapp("check", "--strict", deck).exit_code == 1


def test_a_note_never_counts(quizapp, deck):
    facts = deck / "facts.yaml"
    text = facts.read_text().replace("type: true_false", "why: Clouds form.\n        type: true_false")
    facts.write_text(
        text
        + """
      - type: short_answer
        id: in-brackets
        prompt: Which law says what clouds do?
        answer: "[water] law"
"""
    )
    result = quizapp("check", "--strict", deck)

    assert ": note[required-part] " in result.stdout
    assert quizapp("check", "--format", "github", deck).stdout.count("::notice ") == 1


def test_an_error_counts(quizapp, deck):
    (deck / "deck.yaml").write_text("title: [")
    assert quizapp("check", deck).exit_code == 1


def test_formats(quizapp, deck):
    assert json.loads(quizapp("check", "--format", "json", deck).stdout)[0]["code"] == "false-without-why"
    assert quizapp("check", "--format", "github", deck).stdout.startswith("::warning file=")
    assert quizapp("check", "--format", "xml", deck).exit_code == 2


READING = """\
# Rain

The sun *drives* it. __Water__ rises, [see](https://example.org/2024),
and it falls after 9 days.

The sun drives
it. It rains
2 days a week in Lindry.
"""
RAIN = """\
title: Rain
reading: reading.md
terms:
  - {name: Lindry, kind: place}
links:
  - {cause: sun, effect: week}
facts:
  - id: sun
    statement: The sun does it.
    quote: [Water rises]
    questions: [{type: true_false, prompt: Water rises., answer: true}]
  - id: week
    statement: It rains.
    quote: It rains
    questions: [{type: true_false, prompt: It rains., answer: true}]
"""


@pytest.fixture
def rain(tmp_path):
    """A deck whose questions cover only part of its reading."""
    folder = tmp_path / "rain"
    folder.mkdir()
    (folder / "deck.yaml").write_text(RAIN)
    (folder / "reading.md").write_text(READING)
    return folder


def test_coverage_prints_shares_and_gaps_with_their_lines(quizapp, rain):
    result = quizapp("check", "--coverage", rain)
    printed = [line for line in result.stdout.splitlines() if "warning[" not in line and not line.startswith("    ")]

    assert printed == [
        f"{rain}: coverage of sentences: 50 % (2 of 4)",
        f"{rain}: coverage of numbers: 0 % (0 of 2)",
        f"{rain}: coverage of mentions: 0 % (0 of 1)",
        f"{rain}: coverage of links: 0 % (0 of 1)",
        f"{rain}: coverage of facts with a cause: 0 % (0 of 1)",
        f"{rain}: coverage of answers that other prompts do not print: 100 % (0 of 0)",
        f"{rain / 'reading.md'}:3:1: no question covers this sentence: The sun drives it.",
        f"{rain / 'reading.md'}:6:1: no question covers this sentence: The sun drives it.",
        f"{rain / 'reading.md'}:4:20: no question covers this number: 9",
        f"{rain / 'reading.md'}:8:1: no question covers this number: 2",
        f"{rain / 'reading.md'}:8:18: no question covers this mention of a term: Lindry",
        f"{rain / 'deck.yaml'}:6:5: no question covers this link: sun -> week",
        f"{rain / 'deck.yaml'}:12:5: no question applies this to something new: It rains.",
    ]


def test_coverage_does_not_decide_the_exit_code(quizapp, rain):
    assert quizapp("check", "--coverage", rain).exit_code == quizapp("check", rain).exit_code == 0
    assert quizapp("check", "--coverage", "--strict", rain).exit_code == 1
    (rain / "deck.yaml").write_text(RAIN + "asides: [The moon drives it.]\n")
    assert quizapp("check", "--coverage", rain).exit_code == 1


def test_coverage_of_a_file_is_that_of_its_deck(quizapp, rain):
    assert f"{rain}: coverage of sentences: 50 %" in quizapp("check", "--coverage", rain / "deck.yaml").stdout


def test_coverage_for_programs(quizapp, rain):
    found = json.loads(quizapp("check", "--coverage", "--format", "json", rain).stdout)
    numbers = found["coverage"][0]["kinds"][1]
    gap = {"path": str(rain / "reading.md"), "line": 4, "column": 20, "text": "9"}
    assert {problem["code"] for problem in found["problems"]} >= {"untouched-sentence", "no-why"}
    assert (found["coverage"][0]["path"], numbers["kind"], numbers["total"], numbers["covered"], numbers["share"]) == (
        str(rain),
        "numbers",
        2,
        0,
        0.0,
    )
    assert numbers["gaps"][0] == gap
    lines = quizapp("check", "--coverage", "--format", "github", rain).stdout.splitlines()
    assert f"::notice file={rain / 'deck.yaml'},line=6,col=5,title=not-asked links::no question covers this link: sun -> week" in lines


def test_a_deck_with_errors_or_without_a_reading_has_no_coverage(quizapp, rain):
    (rain / "deck.yaml").write_text("title: [")
    assert "coverage of" not in quizapp("check", "--coverage", rain).stdout
    assert quizapp("check", "--coverage", BANK / "knots").stdout == ""


@pytest.mark.parametrize("deck", [ROOT / "question_bank" / "korea-japan-summit", OBSERVATORY], ids=["shipped", "observatory"])
def test_the_decks_of_this_project_ask_for_every_sentence_and_link(quizapp, deck):
    kinds = json.loads(quizapp("check", "--coverage", "--strict", "--format", "json", deck).stdout)["coverage"][0]["kinds"]
    asked = {kind["kind"]: (kind["share"], kind["total"] > 10) for kind in kinds if kind["kind"] in {"sentences", "links"}}
    assert asked == {"sentences": (1.0, True), "links": (1.0, True)}


def test_help_has_an_example(quizapp):
    assert "Example: quizapp check" in quizapp("check", "--help").stdout


@pytest.fixture
def german(monkeypatch, tmp_path):
    """The site is German, as far as one sentence is concerned."""
    from quizapp import catalogues
    from quizapp.cli import saying

    place = tmp_path / "translations" / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (place / "messages.po").write_text(head + 'msgid "Add `why:` to the question."\nmsgstr "Ergänze `why:`."\n', "utf-8")
    catalogues.compile_all(tmp_path / "translations")
    monkeypatch.setattr(saying, "TRANSLATIONS", tmp_path / "translations")
    monkeypatch.setenv("QUIZAPP_LANGUAGE", "de-AT")
    saying.catalogue_of.cache_clear()
    yield
    saying.catalogue_of.cache_clear()


def test_people_are_told_in_the_language_of_the_site_and_programs_in_english(quizapp, deck, german):
    assert quizapp("check", deck).stdout.splitlines()[1] == "    Ergänze `why:`."
    assert json.loads(quizapp("check", "--format", "json", deck).stdout)[0]["cure"] == "Add `why:` to the question."


def test_words_that_would_pass_for_a_name_are_told_as_soon_as_the_list_is_made(quizapp, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lexicons._make.cache_clear()
    folder = tmp_path / "deck"
    folder.mkdir()
    question = "{id: who, type: short_answer, kind: person, prompt: Who?, answer: Brown}"
    (folder / "deck.yaml").write_text(f"title: T\nquestions:\n  - {question}\n")

    result = quizapp("check", "--strict", folder)

    assert result.exit_code == 1
    assert "warning[word-for-name] blown, brawn, brow, brows: this would count as a misspelling of the name Brown" in result.stdout
    assert lexicons.state("en") == "ready"
