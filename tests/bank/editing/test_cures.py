"""A one-click fix removes its problem and causes no other."""

from collections import Counter, defaultdict

import pytest

from quizapp.bank.editing.cures import CURED, CURES, allow, cure
from quizapp.bank.load import load_texts
from quizapp.bank.messages import MESSAGES
from quizapp.bank.problems import Problem
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


def cured(base, snippet, code):
    """Return the files without the first problem of a code, or None if the author has to fix it."""
    files = with_snippet(base, snippet)
    found = next(problem for problem in problems(files) if problem.code == code)
    return cure(files, found)


@pytest.mark.parametrize(
    ("code", "snippet", "wanted"),
    [
        ("equal-options", CHOICE + "  distractors: [It rises, It stays, It Rises]  # up\n", "distractors: [It rises, It stays]  # up"),
        ("wrong-shape", "- {type: flashcard, prompt: rain, answer: water, ideas: it falls}\n", "answer: water, ideas: [it falls]}"),
        ("wrong-shape", CHOICE.replace("It falls", "[It falls]") + "  distractors: [It rises]\n", "answer: It falls\n"),
        ("unknown-type", "- {prompt: rain, 'type': flashcart, answer: water}  # a card\n", "type: flashcard, answer: water}  # a card"),
        ("not-one-line", "# deck.yaml\ntitle: |\n  Water\n  falls\n", "title: Water falls\n"),
    ],
)
def test_cures_in_brackets_and_in_lines(base, code, snippet, wanted):
    files = with_snippet(base, snippet)
    found = [problem for problem in problems(files) if problem.code == code]
    texts = [text for problem in found for text in (cure(files, problem) or {}).values()]
    assert any(wanted in text for text in texts), (found, texts)


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}"])
def test_a_key_that_is_no_text_keeps_nothing_from_its_cure(base, key):
    text = cured(base, f"- {key}: x\n  type: flashcart\n  prompt: rain\n  answer: water\n", "unknown-type")
    assert f"- {key}: x\n        type: flashcard\n" in text["example.yaml"]


@pytest.mark.parametrize(("sign", "instead"), [("\u2028", " "), ("\x0c", " "), ("\x00", ""), ("\ufeff", "")])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_signs_that_show_nothing_are_taken_out_of_a_file(base, sign, instead, ends):
    files = with_snippet(base, f"- type: flashcard\n  prompt: rain{sign}fall\n  answer: water\n")
    files["example.yaml"] = files["example.yaml"].replace("\n", ends)
    (found,) = [problem for problem in problems(files) if problem.code == "control-character"]
    assert cure(files, found) == {**files, "example.yaml": files["example.yaml"].replace(sign, instead)}


def test_signs_that_show_nothing_are_taken_out_of_a_text(base):
    text = cured(base, '- type: flashcard\n  prompt: "rain\\tfall\\0"\n  answer: water\n', "control-character")
    assert '  prompt: "rain fall"\n' in text["example.yaml"]
    assert cured(base, '- type: flashcard\n  prompt: "\\0"\n  answer: water\n', "control-character") is None


LONE = "# deck.yaml, all of it\ntitle: Rain\nlanguage: en\nquestions:\n  - type: flashcard\n    prompt: rain\n    answer: water\n"


def test_a_question_that_stands_alone_gets_an_id_behind_its_type(base):
    assert "  - type: flashcard\n    id: q-1\n" in cured(base, LONE, "missing-key")["deck.yaml"]


@pytest.mark.parametrize(
    ("code", "snippet"),
    [
        ("yaml-syntax", "- type: flashcard\n  prompt: 'rain\n  answer: \"water\n"),
        ("missing-key", "- type: flashcard\n  prompt: rain\n"),
        ("quote-not-found", FACT.format("Nothing of the kind is said anywhere")),
        ("equal-options", CHOICE + "  distractors: [It falls]\n  choices: [It rises]\n"),
        ("wrong-shape", "- {type: flashcard, prompt: rain, answer: water, ideas: {a: b}}\n"),
        ("unknown-key", "- {type: flashcard, prompt: rain, answer: water, zzzzzz: x}\n"),
        ("untouched-sentence", "# reading.md\n\nThe same is said twice.\n\nThe same is said twice.\n"),
    ],
)
def test_where_there_is_a_doubt_the_author_decides(base, code, snippet):
    files = with_snippet(base, snippet)
    found = [problem for problem in problems(files) if problem.code == code]
    assert [cure(files, problem) for problem in found] == [None] * len(found), found


@pytest.mark.parametrize("code", sorted(CURES))
@pytest.mark.parametrize("line", [1, 2])
def test_a_place_that_holds_nothing_of_the_kind_is_left_alone(base, code, line):
    files = {"deck.yaml": "facts:\n  - - - ~\n"}
    place = Problem("deck.yaml", line, 1, "error", code, MESSAGES[code].text.format_map(defaultdict(lambda: "id")), "Do something.")
    assert cure(files, place) is None


@pytest.mark.parametrize("text", ["title: x\n", "title: [\n"])
def test_no_aside_is_listed_in_a_deck_that_is_none(text):
    place = Problem("reading.md", 1, 1, "warning", "untouched-sentence", "no fact quotes this sentence", "Quote it.")
    assert cure({"deck.yaml": text, "reading.md": "Water falls.\n"}, place) is None


def test_of_a_file_that_is_gone_nothing_is_cured(base):
    files = with_snippet(base, CHOICE + "  destractors: [It rises]\n")
    (found,) = [problem for problem in problems(files) if problem.code == "unknown-key"]
    assert cure(base, found) is None
    assert allow(base, found, "so it is") is None


MARKED = """title: T
language: en
terms: [{name: Mara Quill}]
facts:
  - id: boats
    statement: Boats land.
    ? questions:
      - {type: flashcard, prompt: What lands?, answer: Boats}
  - id: pier
    statement: The pier stands.
    about: [Mara Qill]
    questions:
      - {type: flashcard, prompt: What stands?, answer: The pier}
"""


@pytest.mark.parametrize(("text", "code"), [("title: T\nasides:\n  - The lamp:\n", "wrong-shape"), (MARKED, "unknown-term")])
def test_what_is_laid_out_as_no_author_writes_is_left_alone(text, code):
    files = {"deck.yaml": text}
    found = [problem for problem in problems(files) if problem.code == code]
    assert found
    assert [cure(files, problem) for problem in found] == [None] * len(found)
