"""Names have one meaning: a module differs from its neighbours by name, and is used under that name."""

import ast
import re
from collections import Counter
from importlib import import_module

import pytest
from support import ROOT

FILES = sorted((ROOT / "quizapp").rglob("*.py"))
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in FILES}


def imported_under_another_name(text):
    """The modules of the project that a source imports under another name."""
    return [
        f"{node.module}.{alias.name} as {alias.asname}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname and f"{node.module}.{alias.name}" in MODULES
    ]


@pytest.mark.parametrize("folder", ["quizapp", "tests"])
def test_a_module_is_called_by_its_own_name(folder):
    found = {str(path): imported_under_another_name(path.read_text()) for path in (ROOT / folder).rglob("*.py")}

    assert {path: names for path, names in found.items() if names} == {}


def test_a_planted_alias_is_found():
    assert imported_under_another_name("from quizapp.db import base as rows\n") == ["quizapp.db.base as rows"]


def test_a_module_of_db_is_no_namesake_of_a_module_of_services():
    in_both = {path.stem for path in (ROOT / "quizapp" / "db").rglob("[!_]*.py") if "models" not in path.parts} & {
        path.stem for path in (ROOT / "quizapp" / "services").rglob("[!_]*.py")
    }

    assert in_both == set()


@pytest.mark.parametrize("layer", ["services", "db", "domain"])
def test_every_module_stands_on_a_street(layer):
    allowed = {
        "services": {"__init__", "errors"},
        "db": {"__init__", "access", "base", "days_between", "files", "json_text", "locks", "log", "postgres", "sqlstates"},
        "domain": {"__init__"},
    }

    assert {path.stem for path in (ROOT / "quizapp" / layer).glob("*.py")} == allowed[layer]


def test_every_street_says_what_lives_there():
    packages = [path for path in FILES if path.name == "__init__.py"]

    assert [str(path) for path in packages if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_a_class_name_is_defined_once():
    found = [(node.name, str(path)) for path in FILES for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    times = Counter(name for name, _ in found)

    assert [(name, path) for name, path in found if times[name] > 1] == []


def test_what_a_template_says_of_its_values_exists():
    mentioned = {
        match
        for path in (ROOT / "quizapp" / "templates").rglob("*.html")
        for match in re.findall(r"\b((?:services|domain|db)(?:\.[a-z_]+)+)\.([A-Z]\w+)", path.read_text("utf-8"))
    }

    assert len(mentioned) > 50
    assert [f"{module}.{name}" for module, name in sorted(mentioned) if not hasattr(import_module(f"quizapp.{module}"), name)] == []
