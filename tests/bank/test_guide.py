"""The author's guide is correct: it explains every code, and its examples are what it says they are."""

import re
from pathlib import Path

import pytest

from quizapp.bank.messages import MESSAGES, WARNINGS

GUIDE = (Path(__file__).parents[2] / "question_bank" / "README.md").read_text("utf-8")
WRITING, CODES = GUIDE.split("\n## Codes\n")
SECTION = re.compile(r"^#### `(?P<code>[a-z0-9-]+)`\n(?P<text>.*?)(?=^###|\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^(Wrong|Right):(?:\n\n```yaml\n(.*?)```| (.*?)\n)$", re.MULTILINE | re.DOTALL)
SECTIONS = [(match["code"], EXAMPLE.findall(match["text"])) for match in SECTION.finditer(CODES)]
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", WRITING, re.MULTILINE | re.DOTALL)
TRIED = [(code, kind, text) for code, examples in SECTIONS for kind, text, _ in examples if text]


def test_explains_every_code_once():
    assert sorted(code for code, _ in SECTIONS) == sorted(MESSAGES)


def test_gives_a_wrong_and_a_right_example_of_every_code():
    assert {code: [kind for kind, *_ in examples] for code, examples in SECTIONS} == {code: ["Wrong", "Right"] for code in MESSAGES}


def test_lists_warnings_last():
    assert set(re.findall(r"^#### `(.*)`", CODES.split("\n### Warnings\n")[1], re.MULTILINE)) == {*WARNINGS}


@pytest.mark.parametrize(("code", "kind", "text"), TRIED, ids=[f"{code}-{kind.lower()}" for code, kind, _ in TRIED])
def test_example(codes_of, code, kind, text):
    assert codes_of(text) == ([code] if kind == "Wrong" else [])


@pytest.mark.parametrize("text", BLOCKS, ids=range(len(BLOCKS)))
def test_what_it_shows_passes(codes_of, text):
    assert codes_of(text) == []


ROWS = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", WRITING.partition("### What counts as right")[2], re.MULTILINE)[1:]


@pytest.mark.parametrize(("answer", "kind", "prompt", "typed", "outcome"), ROWS, ids=[f"{row[0]}-{row[3]}" for row in ROWS])
def test_what_counts_as_right(answer, kind, prompt, typed, outcome):
    from quizapp.domain.questions.question import FormatError
    from quizapp.domain.questions.registry import by_name

    first, *others = answer.split(" / ")
    question = by_name("short_answer").load({"prompt": prompt, "answer": first, "kind": kind} | ({"accept": others} if others else {}))

    parsed = by_name("short_answer").parse(question, {"answer": [typed]})

    if isinstance(parsed, FormatError):
        assert outcome.startswith("asks for one answer")
        return
    grade = by_name("short_answer").grade(question, parsed)
    assert outcome.partition(":")[0] == {0: "wrong", 1: "right, with its spelling shown" if grade.almost else "right"}[grade.score]


def test_shows_every_type():
    from quizapp.domain.questions.registry import QUESTION_TYPES

    assert {kind.name for kind in QUESTION_TYPES} <= set(re.findall(r"type: (\w+)", "".join(BLOCKS)))
