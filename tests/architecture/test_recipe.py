"""A question type is added by the recipe of CONTRIBUTING alone: a module, a template, a line in the registry, and an example for tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

from quizapp.domain.questions import registry

TOY = ROOT / "tests" / "toy"
REGISTRY = Path(registry.__file__).relative_to(ROOT)
TYPES = Path("quizapp/domain/question_types")
STRATEGIES = "tests/question_strategies.py"
EVERY = ("tests/domain/question_types/test_laws.py", "tests/web/test_types.py", "tests/web/test_leaks.py")
"""The tests that try every type on its example."""

NEEDED = (
    "quizapp",
    "migrations",
    "tests/conftest.py",
    "tests/both_places.py",
    "tests/postgres.py",
    "tests/support.py",
    "tests/bank_sample",
    "tests/web/conftest.py",
    "pyproject.toml",
)
NEEDED += (STRATEGIES, *EVERY, "tests/architecture/test_type_names.py")

EXAMPLE = """\
    "interval": Example(
        {"prompt": "How many boats are there?", "low": 12, "high": 15},
        {"prompt": "How many boats are there?", "low": 2, "high": 1250.5},
        {"low": numbers, "high": numbers},
    ),
"""


@pytest.fixture
def tree(tmp_path):
    """A copy of the program to which the toy type was added by the recipe."""
    skipped = shutil.ignore_patterns("*.gz")  # with the bytecode, which holds there too
    for name in NEEDED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=skipped)
        elif source.is_file():
            shutil.copy(source, target)
    shutil.copy(TOY / "interval.py", tmp_path / TYPES)
    shutil.copy(TOY / "interval.html", tmp_path / "quizapp/templates/questions")
    shutil.copy(TOY / "walk.py", tmp_path / "tests/test_walk.py")
    put(tmp_path / REGISTRY, "    IntervalType(),\n", before="    FlashcardType(),\n")
    imported = "from quizapp.domain.question_types.interval import IntervalType\n"
    put(tmp_path / REGISTRY, imported, before="from quizapp.domain.question_types.matching")
    put(tmp_path / STRATEGIES, EXAMPLE, before='    "flashcard": Example(\n')
    return tmp_path


def put(path, text, *, before):
    """Write a text into a file, before another one that occurs once."""
    found = path.read_text("utf-8")
    assert found.count(before) == 1
    path.write_text(found.replace(before, text + before), "utf-8")


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(["tests/test_walk.py", "tests/architecture/test_type_names.py"], id="walk"),
        pytest.param([*EVERY, "-k", "interval"], id="laws", marks=pytest.mark.robust),
    ],
)
def test_a_toy_type_goes_all_the_way(tree, tests):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", *tests]
    result = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
