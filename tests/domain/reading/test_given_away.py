"""Which prompts of a deck print the right answers of other questions."""

from pathlib import Path

import pytest

from quizapp.bank.load import load_folder
from quizapp.domain.reading.given_away import printed_by, says, says_alone

DECK = """
title: Printed
language: {language}
terms: [{{name: South Korea, kind: place, also: [ROK]}}]
questions:
{questions}
"""


@pytest.fixture
def printed(tmp_path):
    """Return what the prompts of a deck print: `printed("{id: a, ...}", ...)`."""

    def read(*questions, language="en"):
        folder: Path = tmp_path / "deck"
        folder.mkdir()
        listed = "\n".join(f"  - {question}" for question in questions)
        (folder / "deck.yaml").write_text(DECK.format(language=language, questions=listed), "utf-8")
        loaded, problems = load_folder(folder)
        assert loaded, problems
        return {key: set(others) for key, others in printed_by(loaded.deck).items()}

    return read


WHO = '{id: who, type: short_answer, prompt: "Who came?", answer: Ida Bell, accept: [Ida]}'
WHERE = '{id: where, type: short_answer, prompt: "Where was it?", answer: South Korea}'


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("When did Ida Bell leave?", True),
        ("When did Ida leave?", True),
        ("When did ida’s boat leave?", True),
        ("When did Bell leave?", False),
        ("When did Idaho join?", False),
        ("Did Ida or Odo come first?", False),
        ("*Ida* wrote `x`. When?", True),
    ],
)
def test_a_prompt_that_names_an_accepted_form_prints_the_answer(printed, prompt, found):
    other = f'{{id: other, type: date, prompt: "{prompt}", answer: 1902}}'
    assert printed(WHO, other) == ({"who": {"other"}} if found else {})


def test_a_term_is_printed_by_each_of_its_names(printed):
    assert printed(WHERE, '{id: other, type: date, prompt: "When did the ROK begin?", answer: 1948}') == {"where": {"other"}}


def test_wrong_options_beside_the_right_one_print_nothing(printed):
    choice = '{id: who, type: multiple_choice, prompt: "Who came?", answer: Ida, distractors: [Odo, Ulf]}'
    assert printed(choice, '{id: other, type: date, prompt: "When did Ida and Odo meet?", answer: 1902}') == {}
    assert says_alone("Ida and Odo", ["Ida"], ["Odo"]) == ""
    assert says_alone("Ida and Odo", ["Ida"], ["Ulf"]) == "Ida"


def test_a_script_without_spaces_is_searched_letter_by_letter(printed):
    first = '{id: who, type: short_answer, prompt: "誰ですか", answer: 岸田}'
    assert printed(first, '{id: other, type: date, prompt: "岸田首相はいつ", answer: 2023}', language="ja") == {"who": {"other"}}


def test_questions_may_print_one_another(printed):
    one = '{id: year, type: date, prompt: "When did Ida come?", answer: 1902}'
    two = '{id: who, type: short_answer, prompt: "Who came in 1902?", answer: Ida}'
    assert printed(one, two) == {"year": {"who"}, "who": {"year"}}


def test_words_without_meaning_of_their_own_are_not_looked_for():
    assert says("It is a boat", ["a"]) == ""
    assert says("the US and us", ["US"]) == "US"
    assert says("give it to us", ["US"]) == ""
