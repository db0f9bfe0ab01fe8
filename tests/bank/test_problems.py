import json

import pytest

from quizapp.bank.messages import MESSAGES
from quizapp.bank.problems import Problem, problem, recalled, shown
from quizapp.bank.report import MOST, as_github, as_json, as_text
from quizapp.domain.questions.phrases import Phrase

ONE = Problem("a,b.yaml", 3, 7, "error", "bad-id", "“A b” is no id", "Use 100 % small letters.")
BARE = Problem("a.yaml", 1, 1, "warning", "file-too-big", "the file is big")


def test_as_text():
    assert as_text([ONE, BARE]) == (
        "a,b.yaml:3:7: error[bad-id] “A b” is no id\n    Use 100 % small letters.\na.yaml:1:1: warning[file-too-big] the file is big"
    )
    assert as_text([]) == ""


def test_very_many_are_counted():
    assert as_text([BARE] * (MOST + 3)).splitlines()[-2:] == [str(BARE), "and 3 more"]


def test_as_json():
    assert json.loads(as_json([ONE]))[0] == {
        "path": "a,b.yaml",
        "line": 3,
        "column": 7,
        "severity": "error",
        "code": "bad-id",
        "message": "“A b” is no id",
        "cure": "Use 100 % small letters.",
    }


def test_as_github():
    assert as_github([ONE, BARE]).splitlines() == [
        "::error file=a%2Cb.yaml,line=3,col=7,title=bad-id::“A b” is no id. Use 100 %25 small letters.",
        "::warning file=a.yaml,line=1,col=1,title=file-too-big::the file is big.",
    ]


def test_what_a_message_repeats_is_one_short_line():
    assert shown("a\n\tb\x1b[31m\u202e c") == "a b [31m c"
    assert len(shown("x" * 500)) == 120


def test_a_corrected_line_is_the_cure():
    assert problem("a", 1, 1, "yaml-tag", {"corrected": '  a: "!b"'}).cure == '  a: "!b"'
    assert problem("a", 1, 1, "item-is-mapping", {"key": "{k}", "corrected": ""}).cure == MESSAGES["item-is-mapping"].cure


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_a_sentence(code):
    message = MESSAGES[code]
    assert message.severity in {"error", "warning", "note"}
    assert not message.text.endswith(".")


def test_a_problem_is_kept_as_code_and_values_and_comes_back():
    wanted = Phrase("{some} or {last}", {"some": ("a", "b"), "last": "c"})
    for params in ({"key": Phrase("the entry"), "value": "x\ny", "wanted": wanted}, {"corrected": 'why: "a"', "key": "why"}):
        found = problem("deck.yaml", 3, 7, "bad-value", {"value": "", "wanted": "", **params})
        again = recalled(json.loads(json.dumps(found.packed())))
        assert again == found
        assert again.worded(str.upper) == found.worded(str.upper) != str(found)


def test_a_code_that_is_gone_cannot_be_recalled():
    with pytest.raises(KeyError):
        recalled(["deck.yaml", 1, 1, "gone", {}])


def test_the_text_for_people_is_said_in_their_language_and_the_others_are_not():
    assert as_text([ONE] * (MOST + 1), say=lambda text: f"<{text}>").splitlines()[-1] == "<and 1 more>"
    assert as_json([ONE], say=str.upper) == as_json([ONE])
    assert as_github([ONE], say=str.upper) == as_github([ONE])


def test_a_number_of_one_has_its_own_form():
    assert problem("a", 1, 1, "quote-not-unique", {"quote": "it", "count": 1}).message == "the reading says “it” 1 time"
    assert problem("a", 1, 1, "quote-not-unique", {"quote": "it", "count": 2}).message == "the reading says “it” 2 times"
