"""Words stored in columns have one owner: code uses their enumeration, and templates compare with values that exist."""

import ast
import re

import pytest
from support import ROOT

from quizapp.domain.reading.deck import Origin, Visibility

COLUMNS = {"origin": Origin, "visibility": Visibility}
TEMPLATES = sorted((ROOT / "quizapp" / "templates").rglob("*.html"))
COMPARED = re.compile(r"\.(origin|visibility) [!=]= [\"'](\w+)[\"']")


def column_of(node):
    """Return the column that an expression reads, if it is one of them."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name if name in COLUMNS else ""


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def bare(tree):
    """Yield the lines on which a column is compared with, or set to, a literal text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            texts = [inner for side in sides for inner in ast.walk(side) if is_text(inner)]
            if any(map(column_of, sides)) and texts:
                yield node.lineno
        elif isinstance(node, ast.keyword) and node.arg in COLUMNS and is_text(node.value):
            yield node.value.lineno
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (value.lineno for key, value in pairs if is_text(key) and key.value in COLUMNS and is_text(value))


@pytest.mark.parametrize(
    "line", ['deck.origin == "folder"', 'row(visibility="public")', '{"visibility": "class"}', 'visibility in ("public", "class")']
)
def test_a_bare_word_is_found(line):
    assert [*bare(ast.parse(line))] == [1]


def test_no_code_has_a_bare_word():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "quizapp").rglob("*.py"))
        for line in bare(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


def test_templates_compare_with_words_that_there_are():
    found = [(path.name, *match.groups()) for path in TEMPLATES for match in COMPARED.finditer(path.read_text("utf-8"))]
    assert len(found) > 10
    assert [each for each in found if each[2] not in {*COLUMNS[each[1]]}] == []


def test_a_list_of_all_decks_has_words_for_every_visibility():
    text = (ROOT / "quizapp/templates/admin/decks.html").read_text("utf-8")
    named = re.search(r"\{% set SEEN = \{(.*?)\} %\}", text)
    assert {*re.findall(r"\"(\w+)\":", named[1])} == {*Visibility}
