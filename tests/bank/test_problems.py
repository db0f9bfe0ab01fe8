import json

import pytest

from quizapp.bank.messages import MESSAGES
from quizapp.bank.problems import Problem, problem, shown
from quizapp.bank.report import MOST, as_github, as_json, as_text

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
    assert message.severity in {"error", "warning"}
    assert not message.text.endswith(".")
