"""Rules about the text of files that no linter has."""

import ast
import re
import subprocess
import tomllib

import pytest
from support import ROOT

CODE = sorted((ROOT / "quizapp").rglob("*.py"))
TEMPLATES = sorted((ROOT / "quizapp" / "templates").rglob("*.html"))


def tracked():
    """The files that are, or would be, under version control."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def holding(pattern, paths):
    """The files whose text matches, with the line."""
    found = []
    for path in paths:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}" for match in re.finditer(pattern, text)]
    return found


def test_no_file_names_a_package_registry():
    hosts = ["py" + "pi.org", "python" + "hosted", "npm" + "js.", "--index" + "-url", "--extra-index" + "-url", "--find" + "-links"]

    assert holding("|".join(map(re.escape, hosts)), tracked()) == []


SECRETS = (
    r"-----BEGIN [A-Z ]*PRIVATE " + "KEY",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    r"\bxox[baprs]-[0-9A-Za-z-]{10,}",
    r"\bsk-[A-Za-z0-9]{32,}",
    r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ",
    r"\b(?:postgres(?:ql)?|mysql|https?)://[\w.-]+:[^\s@/'\"{}<>]{12,}@[\w.-]+",
    r"(?i)(?:secret_key|password|api_key|token)\s*[:=]\s*[\"'][0-9a-f]{32,}[\"']",
)
"""How keys look: private ones, those of services, signed tokens, an address with a password, a value that was drawn by lot."""


@pytest.mark.parametrize("pattern", SECRETS)
def test_no_file_has_a_secret(pattern):
    assert holding(pattern, tracked()) == []


def test_requirements_are_pinned_with_hashes_and_the_same_for_tests():
    pins = {}
    for name in ("run", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pins[name] = dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text.strip()))

    assert pins["run"].items() <= pins["test"].items()


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]

    for name, wanted in {"run": project["dependencies"] + extras["build"], "test": extras["test"]}.items():
        pinned = {
            line.partition("==")[0].lower() for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines() if "==" in line
        }
        assert {re.split(r"[<>=;\[ ]", requirement)[0].lower() for requirement in wanted} <= pinned


def test_templates_escape_everything():
    assert TEMPLATES
    assert holding(r"\|\s*safe\b|\bautoescape\b|\|\s*forceescape", TEMPLATES) == []


def test_templates_hold_no_inline_script_style_or_handler():
    assert holding(r"<style\b|\sstyle=|\son[a-z]+=|javascript:|<script\b(?![^>]*\ssrc=)", TEMPLATES) == []


def test_text_becomes_markup_in_one_place():
    assert {line.partition(":")[0] for line in holding(r"\bMarkup\(", CODE)} <= {"quizapp/web/richtext.py"}


def test_nothing_commits_but_a_transaction():
    assert (
        holding(
            r"\.commit\(|(connection|engine)\.begin\(", [path for path in CODE if path.relative_to(ROOT).as_posix() != "quizapp/db/base.py"]
        )
        == []
    )


def test_transactions_are_opened_by_services():
    allowed = {"quizapp/db/base.py", "quizapp/db/site/database.py"}  # the second looks at the schema, before there are services
    elsewhere = [path for path in CODE if "services" not in path.parts and path.relative_to(ROOT).as_posix() not in allowed]

    assert holding(r"\btransaction\(write=", elsewhere) == []


def test_the_clock_is_read_in_one_place():
    clock = r"datetime\.now\(|\.utcnow\(|date\.today\(|\btime\.time\("

    assert {line.partition(":")[0] for line in holding(clock, CODE)} == {"quizapp/config.py"}


def test_settings_are_read_in_one_place():
    environment = {line.partition(":")[0] for line in holding(r"os\.environ|getenv", CODE)}

    assert environment == {"quizapp/config.py", "quizapp/lexicons.py"}  # the latter asks where the user's cache is, which is no setting
    assert "QUIZAPP_" not in (ROOT / "quizapp" / "lexicons.py").read_text()


@pytest.mark.parametrize("path", sorted((ROOT / "quizapp" / "domain").rglob("*.py")), ids=lambda path: path.stem)
def test_the_domain_has_no_files_and_no_global_randomness(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called != "open"
            assert not re.fullmatch(r"random\.(?!Random$)\w+|\w*\.?(read_text|write_text|read_bytes|urandom)|secrets\.\w+", called), called
