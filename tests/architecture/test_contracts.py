"""The contracts in pyproject.toml hold, and each of them breaks when it is violated: a contract that cannot break is useless."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support import ROOT

VIOLATIONS = {
    "Layers": [
        ("quizapp/domain/planted_config.py", "import quizapp.config"),
        ("quizapp/db/planted_bank.py", "import quizapp.bank"),
        ("quizapp/bank/planted_db.py", "import quizapp.db"),
        ("quizapp/services/planted_web.py", "import quizapp.web"),
        ("quizapp/cli/planted_web.py", "import quizapp.web"),
        ("quizapp/web/planted_app.py", "import quizapp.app"),
        ("quizapp/planted_utils.py", ""),
    ],
    "Domain and bank are free of frameworks": [
        ("quizapp/domain/planted_flask.py", "import flask"),
        ("quizapp/bank/planted_sqlalchemy.py", "import sqlalchemy"),
    ],
    "The domain reads no files": [
        ("quizapp/domain/planted_shipped.py", "import quizapp.shipped"),
        ("quizapp/domain/planted_pathlib.py", "import pathlib"),
        ("quizapp/domain/planted_words.py", "import quizapp.lexicons"),
        ("quizapp/domain/planted_resources.py", "import importlib.resources"),
    ],
    "Services know neither HTTP nor SQL": [
        ("quizapp/services/planted_flask.py", "import flask"),
        ("quizapp/services/planted_sqlalchemy.py", "import sqlalchemy"),
    ],
    "Only services read and write the database": [
        ("quizapp/web/planted_models.py", "import quizapp.db.models"),
        ("quizapp/cli/planted_models.py", "import quizapp.db.models"),
    ],
    "Only the layers below the web grade and schedule": [
        ("quizapp/web/planted_registry.py", "import quizapp.domain.questions.registry"),
        ("quizapp/cli/planted_scheduling.py", "import quizapp.domain.memory.scheduling"),
    ],
    "The web does not read files of the bank": [
        ("quizapp/web/planted_bank.py", "import quizapp.bank"),
        ("quizapp/web/planted_yaml.py", "import yaml"),
    ],
    "Question types are strangers": [
        ("quizapp/domain/question_types/planted.py", "import quizapp.domain.question_types.cloze"),
    ],
    "Blueprints are strangers": [
        ("quizapp/web/home/planted.py", "import quizapp.web.study"),
        ("quizapp/web/quiz/planted.py", "import quizapp.web.account"),
    ],
    "Streets of services": [
        ("quizapp/services/learning/planted_quizzes.py", "import quizapp.services.quizzes.attempts"),
        ("quizapp/services/practice/planted_classes.py", "import quizapp.services.classes.classes"),
        ("quizapp/services/planted_street.py", ""),
    ],
    "Streets of db": [
        ("quizapp/db/learning/planted_grading.py", "import quizapp.db.grading.regrades"),
        ("quizapp/db/quizzes/planted_authoring.py", "import quizapp.db.authoring.stored_drafts"),
        ("quizapp/db/planted_street.py", ""),
    ],
    "Streets of the domain": [
        ("quizapp/domain/questions/planted_memory.py", "import quizapp.domain.memory.memory"),
        ("quizapp/domain/questions/planted_type.py", "import quizapp.domain.question_types.cloze"),
        ("quizapp/domain/planted_street.py", ""),
    ],
    **{
        f"Rows that {street} reads": [(f"quizapp/services/{street}/planted_rows.py", f"import quizapp.db.{above}")]
        for street, above in {
            "people": "learning.stored_notes",
            "learning": "classes.stored_classes",
            "quizzes": "site.jobs",
            "practice": "quizzes.stored_attempts",
            "authoring": "classes.stored_classes",
            "classes": "grading.regrades",
            "grading": "authoring.stored_drafts",
            "site": "classes.stored_classes",
        }.items()
    },
}
"""The name of each contract, and the files that break it when they contain one import."""


def lint(folder):
    """Check the contracts of a tree; return the result of each by name, and the whole output."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", result.stdout, flags=re.MULTILINE))
    return verdicts, result.stdout + result.stderr


@pytest.fixture
def tree(tmp_path):
    """A copy of the code and its contracts."""
    shutil.copytree(ROOT / "quizapp", tmp_path / "quizapp", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(tree):
    verdicts, said = lint(tree)

    assert verdicts == dict.fromkeys(VIOLATIONS, "KEPT"), said


def test_every_contract_breaks_when_it_is_violated(tree):
    for plants in VIOLATIONS.values():
        for path, line in plants:
            (tree / path).write_text(f'"""Planted."""\n{line}\n')

    verdicts, said = lint(tree)

    assert verdicts == dict.fromkeys(VIOLATIONS, "BROKEN"), said
    for plants in VIOLATIONS.values():
        for path, _ in plants:
            assert path.removesuffix(".py").replace("/", ".") in said


def test_every_contract_says_why():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()

    starts = [number for number, line in enumerate(lines) if line == "[[tool.importlinter.contracts]]"]

    assert len(starts) == len(VIOLATIONS)
    assert all(lines[number - 1].startswith("# ") for number in starts)


def test_few_streets_read_rows_of_a_street_above_them_and_each_says_why():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    upward = [line for contract in contracts if contract["name"].startswith("Rows that") for line in contract.get("ignore_imports", ())]
    lines = (ROOT / "pyproject.toml").read_text().splitlines()

    assert len(upward) <= 12
    assert all(any(f'"{line}",  # ' in written for written in lines) for line in upward)


IMPORT_ALL = """
import importlib, pkgutil, sys
for name in {packages!r}:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
print(sorted({{"flask", "sqlalchemy", "werkzeug", "jinja2", "gunicorn"}} & set(sys.modules)))
"""


@pytest.mark.parametrize("packages", [["quizapp.domain"], ["quizapp.bank"]])
def test_importing_domain_and_bank_loads_no_framework(packages):
    code = IMPORT_ALL.format(packages=packages)

    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (result.stdout, result.stderr) == ("[]\n", "")


CHECK = """
import sys
from click.testing import CliRunner
from quizapp.cli import main
result = CliRunner().invoke(main, ["check", "tests/bank_sample"])
assert result.exit_code == 0, result.output
print(sorted({"flask", "sqlalchemy", "werkzeug"} & set(sys.modules)))
"""


def test_check_loads_neither_flask_nor_the_database():
    result = subprocess.run([sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (result.stdout, result.stderr) == ("[]\n", "")
