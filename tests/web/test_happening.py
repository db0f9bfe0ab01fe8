"""What a log shows: codes and values in the language of the page, older lines as they were written."""

import json
from dataclasses import dataclass

import pytest

from quizapp.web.happening import action_words, detail_words


@dataclass
class Line:
    action: str
    detail: str = ""


MARK = {"user": 3, "attempt": 1, "question": 2, "score": 0.5, "why": "well argued"}


@pytest.mark.parametrize(
    ("action", "detail", "said"),
    [
        (
            "extended",
            {"user": 3, "until": "2026-05-01T12:00:00+00:00", "extra": 25},
            "user 3: until 1 May 2026, 12:00 PM UTC, 25 % more time",
        ),
        ("extended", {"user": 3, "until": "", "extra": 0}, "user 3: due with the class, 0 % more time"),
        ("mark", MARK, "user 3, attempt 1, question 2: 0.5 (well argued)"),
        ("void", MARK | {"score": None, "why": ""}, "user 3, attempt 1, question 2"),
        ("excuse", MARK | {"attempt": None, "question": None, "score": None}, "user 3 (well argued)"),
        ("imported", {"name": "a.gift", "taken": 1, "notices": []}, "a.gift: 1 question imported"),
        ("erased by age", {"accounts": 2, "classes": 1, "lines": 30}, "accounts: 2, classes: 1, lines of the log: 30"),
        ("mark", "user 3, attempt 1, question 2: 0.5 (as it was)", "user 3, attempt 1, question 2: 0.5 (as it was)"),
        ("extended", "{not JSON", "{not JSON"),
        ("published", '{"why": "a reason that looks like values"}', '{"why": "a reason that looks like values"}'),
        ("invited", "teacher", "teacher"),
        ("renamed", "9a → 9b", "9a → 9b"),
    ],
)
def test_the_values_are_worded(app, action, detail, said):
    with app.test_request_context("/"):
        words = detail_words(Line(action, detail if isinstance(detail, str) else json.dumps(detail)))
    assert words.replace("\N{NARROW NO-BREAK SPACE}", " ") == said


def test_an_action_is_worded_where_its_code_is_known(app):
    with app.test_request_context("/"):
        assert [action_words(Line(action)) for action in ("re-graded", "void", "made admin", "as it was called once")] == [
            "re-graded",
            "mark change undone",
            "made an administrator",
            "as it was called once",
        ]


def test_every_code_that_is_written_down_is_known():
    """The codes that services pass to the log, as they are written in the code."""
    import ast

    from support import ROOT

    from quizapp.services.classes.class_log import OF_CLASS, OF_PEOPLE
    from quizapp.web.happening import ACTIONS

    noted = {*OF_CLASS, *OF_PEOPLE}
    for path in (ROOT / "quizapp" / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func) == "log.note":
                noted |= {one.value for one in ast.walk(node.args[2]) if isinstance(one, ast.Constant)} - {"made ", "added as "}
    assert {"published", "extended", "disabled"} <= noted
    assert noted <= ACTIONS.keys()
