"""The documents agree with the tree."""

import re

import pytest
from support import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "question_bank" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BATTERY = 66
"""The checks of the list that docs/trust.md goes through."""


def test_every_setting_is_documented_and_every_documented_one_exists():
    code = (ROOT / "quizapp" / "config.py").read_text()
    known = set(re.findall(r'setting\("([A-Z_]+)"', code))

    documented = set(re.findall(r"`QUIZAPP_([A-Z_]+)`", (ROOT / "docs" / "operating.md").read_text()))

    assert known
    assert documented == known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text())

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_paths_in_backticks_exist():
    for document in DOCUMENTS[:2]:
        paths = re.findall(r"`((?:quizapp|tests|docs|migrations|question_bank|requirements)/[\w./-]*\w)`", document.read_text())
        assert [path for path in paths if not (ROOT / path).exists()] == [], document.name


NAMED_TEST = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")


def named_tests():
    """The tests that docs/trust.md names, a file and maybe a function of it."""
    return set(NAMED_TEST.findall((ROOT / "docs" / "trust.md").read_text()))


def test_every_test_that_a_promise_rests_on_exists():
    missing = [
        f"{path}::{name}"
        for path, name in sorted(named_tests())
        if not (ROOT / path).exists() or (name and not re.search(rf"^def {name}\(", (ROOT / path).read_text(), re.MULTILINE))
    ]

    assert missing == []


def test_every_check_of_the_battery_has_a_test_or_a_reason():
    rows = re.findall(r"^\| ([A-K]\d+) \| (.+) \| (.*) \|$", (ROOT / "docs" / "trust.md").read_text(), re.MULTILINE)

    assert len(rows) == len({number for number, *_ in rows}) == BATTERY
    assert [number for number, _, tests in rows if not NAMED_TEST.search(tests)] == []


def test_every_make_target_says_what_it_does():
    targets = re.findall(r"^([a-z]+):(.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)

    assert {name for name, rest in targets if "## " in rest} == {name for name, _ in targets}
