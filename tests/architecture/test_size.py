"""The size budget makes reading easier. Docstrings, blank lines, tests, migrations and tables of data do not count."""

import ast
from pathlib import Path
from statistics import median

import pytest
from support import ROOT

FILES = sorted((ROOT / "quizapp").rglob("*.py"))
FILE_LIMIT, FILE_MEDIAN = 300, 90
FUNCTION_LIMIT, FUNCTION_MEDIAN = 50, 10
VIEW_LIMIT = 15
TABLES = (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.Call, ast.BinOp, ast.Constant)
ROUTES = {"get", "post", "route"}


def lines(node):
    return set(range(node.lineno, node.end_lineno + 1))


def exempt(tree):
    """The lines of docstrings, and of tables: assignments in a module or class that contain data and no code."""
    found = set()
    for node in ast.walk(tree):
        for child in getattr(node, "body", None) if isinstance(getattr(node, "body", None), list) else ():
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and isinstance(child.value.value, str):
                found |= lines(child)
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, TABLES):
            found |= lines(node)
    return found


def measure(path):
    """The number of lines of code in a file, and in each function by name."""
    text = path.read_text()
    tree = ast.parse(text)
    skipped = exempt(tree) | {number for number, line in enumerate(text.splitlines(), 1) if not line.strip()}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    total = len(set(range(1, text.count("\n") + 1)) - skipped)
    return total, {f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node, len(lines(node) - skipped)) for node in functions}


def is_view(node):
    return any(
        isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr in ROUTES
        for decorator in node.decorator_list
    )


@pytest.fixture(scope="module")
def measured():
    return {path: measure(path) for path in FILES}


@pytest.fixture(scope="module")
def functions(measured):
    return {name: found for _, inside in measured.values() for name, found in inside.items()}


def test_no_file_is_longer_than_the_limit(measured):
    assert {str(path): total for path, (total, _) in measured.items() if total > FILE_LIMIT} == {}


def test_half_of_the_files_are_short(measured):
    assert median(total for path, (total, _) in measured.items() if path.name != "__init__.py") <= FILE_MEDIAN


def test_no_function_is_longer_than_the_limit(functions):
    assert {name: length for name, (_, length) in functions.items() if length > FUNCTION_LIMIT} == {}


def test_half_of_the_functions_are_short(functions):
    assert median(length for _, length in functions.values()) <= FUNCTION_MEDIAN


def test_a_view_parses_calls_one_service_and_renders(functions):
    assert {name: length for name, (node, length) in functions.items() if is_view(node) and length > VIEW_LIMIT} == {}


def test_no_module_is_a_drawer_for_everything():
    assert [path for path in FILES if path.stem in {"utils", "util", "helpers", "helper", "manager", "common", "misc"}] == []


def test_the_measure_counts_code_and_nothing_else(tmp_path):
    path = ROOT / "quizapp" / "planted.py"
    source = tmp_path / path.name
    source.write_text('"""Doc."""\n\nTABLE = {\n    1: 2,\n}\n\n\ndef add(a, b):\n    """Add.\n\n    More.\n    """\n    return a + b\n')

    tree = ast.parse(source.read_text())

    assert sorted(exempt(tree)) == [1, 3, 4, 5, 9, 10, 11, 12]
    assert Path(source).read_text().count("\n") == 13
