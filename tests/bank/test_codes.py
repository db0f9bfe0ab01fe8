"""Every code has a file in codes/ with examples: each wrong one gets that code and no other, each right one gets none."""

import ast
import re
from pathlib import Path

import pytest
from support import ROOT

from quizapp.bank.faults import CODES
from quizapp.bank.messages import MESSAGES

FOLDER = Path(__file__).parent / "codes"
EXAMPLES = [
    pytest.param(path.stem, kind, text, id=f"{path.stem}-{kind}-{number}")
    for path in sorted(FOLDER.glob("*.txt"))
    for number, (kind, text) in enumerate(
        re.findall(r"^== (wrong|right)\n(.*?)(?=^== |\Z)", path.read_text("utf-8"), re.MULTILINE | re.DOTALL), start=1
    )
]


FAULTS = {
    node.args[0].value
    for path in (ROOT / "quizapp" / "domain").rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault"
    if isinstance(node.args[0], ast.Constant)
}
"""The codes that question types give to what is wrong with a question."""


def test_every_code_of_a_question_type_has_words():
    assert len(FAULTS) > 10
    assert FAULTS - {*MESSAGES, *CODES} == set(), "add the code to quizapp/bank/messages.py, as the recipe for a code says"


@pytest.mark.parametrize(("code", "kind", "text"), EXAMPLES)
def test_example(codes_of, code, kind, text):
    assert codes_of(text) == ([code] if kind == "wrong" else [])
