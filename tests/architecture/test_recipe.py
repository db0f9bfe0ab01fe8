"""A question type is added by the recipe of CONTRIBUTING alone: a module, a template, a test, and a line in the registry."""

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
NEEDED = ("quizapp", "migrations", "tests/conftest.py", "tests/support.py", "tests/bank_sample", "pyproject.toml")


@pytest.fixture
def tree(tmp_path):
    """A copy of the program to which the toy type was added by the recipe."""
    skipped = shutil.ignore_patterns("__pycache__", "*.pyc", "*.gz")
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
    listed, before = (tmp_path / REGISTRY).read_text(), "    FlashcardType(),\n"
    assert listed.count(before) == 1
    imported = "from quizapp.domain.question_types.interval import IntervalType\n"
    place = "from quizapp.domain.question_types.matching"
    (tmp_path / REGISTRY).write_text(listed.replace(before, f"{before}    IntervalType(),\n").replace(place, imported + place))
    return tmp_path


def test_a_toy_type_goes_all_the_way(tree):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "tests/test_walk.py"]
    result = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
