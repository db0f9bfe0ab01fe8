"""A cure takes its problem away and brings no other."""

from collections import Counter

import pytest

from quizapp.bank.editing.cures import CURED, allow, cure
from quizapp.bank.load import load_texts
from quizapp.bank.messages import MESSAGES
from tests.bank.conftest import with_snippet
from tests.bank.test_codes import EXAMPLES

CASES = [case for case in EXAMPLES if case.values[1] == "wrong"]
CHOICE = "- type: multiple_choice\n  prompt: What does the water do after nine days?\n  answer: It falls\n"
FACT = "- id: rain\n  statement: Water falls.\n  why: Drops grow.\n  quote: {}\n"
FACT += "  questions:\n    - {{type: true_false, prompt: Water falls., answer: true}}\n"


def problems(files):
    return load_texts("water-cycle", files)[1]


@pytest.mark.parametrize(("code", "kind", "text"), CASES)
def test_what_is_cured_is_gone_and_nothing_else_comes(base, code, kind, text):
    files = with_snippet(base, text.rstrip() + "\n")
    before = problems(files)
    found = next((problem for problem in before if problem.code == code), None)
    if found is None:
        return  # a code of the folder
    cured = cure(files, found)
    if cured is None:
        return
    after = problems(cured)
    left = Counter(problem.code for problem in before) - Counter([code])
    assert Counter(problem.code for problem in after if problem.code == code or problem.severity == "error") <= left, after


@pytest.mark.parametrize("code", sorted(CURED))
def test_every_cured_code_has_a_cured_example(base, code):
    texts = [case.values[2] for case in CASES if case.values[0] == code] + MORE.get(code, [])
    files = [with_snippet(base, text.rstrip() + "\n") for text in texts]
    cured = [cure(each, problem) for each in files for problem in problems(each) if problem.code == code]
    assert any(cured)


MORE = {"unknown-category": ["- type: flashcard\n  category: proces\n  prompt: rain\n  answer: water that falls\n"]}


@pytest.mark.parametrize(
    ("snippet", "wanted"),
    [
        (CHOICE + "  destractors: [It rises]  # or not\n", "  distractors: [It rises]  # or not\n"),
        (FACT.format("the Water falls as  rain"), "quote: the water falls as rain\n"),
        (
            CHOICE + "  distractors:\n    - It rises\n    # the same again\n    - it falls\n    - It stays\n",
            "          - It rises\n          # the same again\n          - It stays\n",
        ),
    ],
)
def test_the_lines(base, snippet, wanted):
    files = with_snippet(base, snippet)
    found = problems(files)[0]
    cured = cure(files, found)
    assert wanted in "".join(cured.values())
    assert {name: text for name, text in cured.items() if name != "example.yaml"} == {
        name: text for name, text in files.items() if name != "example.yaml"
    }


def test_a_warning_is_allowed_with_a_reason(base):
    files = with_snippet(base, "- type: flashcard\n  prompt: Does the water fall as rain?\n  answer: Yes, after nine days.\n")
    (found,) = problems(files)
    allowed = allow(files, found, "asked\nin class")
    assert f"# quizapp: allow {found.code} asked in class\n" in allowed["example.yaml"]
    assert problems(allowed) == []


def test_an_error_is_not_allowed(base):
    files = with_snippet(base, CHOICE)
    assert allow(files, problems(files)[0], "so it is") is None


def test_what_needs_an_author_has_no_cure(base):
    files = with_snippet(base, CHOICE)
    assert cure(files, problems(files)[0]) is None
    assert MESSAGES.keys() >= CURED
