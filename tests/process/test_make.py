"""What `make` does on a machine that lacks something."""

import os
import shutil
import subprocess

import pytest
from support import ROOT

pytestmark = pytest.mark.process

ALONE = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
"""The environment without the variables that a surrounding make passes on."""


@pytest.fixture
def tree(tmp_path):
    """A checkout with nothing installed."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


@pytest.mark.parametrize(
    ("lacks", "line"),
    [
        ("version_info", "quizapp needs Python 3.11 or newer: make PYTHON=python3.11 ..."),
        ("ensurepip", "python3 -m venv is missing: apt-get install python3-venv"),
    ],
)
def test_what_is_missing_is_told_in_one_line_with_its_cure(tree, lacks, line):
    python = tree / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *{lacks}*) exit 1;; esac\n')
    python.chmod(0o755)

    result = subprocess.run(["make", "run", f"PYTHON={python}"], cwd=tree, env=ALONE, capture_output=True, text=True, check=False)

    assert result.returncode == 2
    assert result.stdout == ""
    assert [said for said in result.stderr.splitlines() if not said.startswith("make")] == [line]
    assert not (tree / ".venv").exists()


def test_a_migration_needs_a_purpose(tree):
    (tree / ".venv" / "bin").mkdir(parents=True)
    (tree / ".venv" / "bin" / "python").write_text("")
    (tree / ".venv" / ".test").write_text("")

    result = subprocess.run(["make", "migration"], cwd=tree, env=ALONE, capture_output=True, text=True, check=False)

    assert result.returncode == 2
    assert "say what changes" in result.stderr
