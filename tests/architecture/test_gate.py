"""Who may do what is decided in two places: one module has the rules for roles, the gate and its table those for routes.

Nothing else names roles or routes.
"""

import ast
import re

import pytest
from support import ROOT

from quizapp.domain.people import audiences
from quizapp.domain.people.audiences import AccountRole, ClassRole
from quizapp.web import gate, policy
from quizapp.web.policy import POLICY

PACKAGE = ROOT / "quizapp"
CODE = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
ROLES = {*AccountRole, *ClassRole}

OTHERWISE = {
    ("passwords.py", "student"),  # passwords that are guessed first
    ("passwords.py", "teacher"),
    ("passwords.py", "admin"),
    ("offline.py", "admin"),  # a part of the site
    ("class_accounts.py", "student"),  # a user name for a name without letters
    ("shape.py", "teacher"),  # a key of deck.yaml
    ("roster.py", "student"),  # the heading of a column of names
}
"""Where a text that is spelled like a role has another meaning."""

HOOKS = re.compile(r"\b(?:before_request|before_app_request|url_value_preprocessor|app_url_value_preprocessor|before_request_funcs)\b")
ENDPOINT = re.compile(r"\brequest\s*\.\s*(?:endpoint|blueprints?)\b")


def name(path):
    """A path within the package."""
    return path.relative_to(PACKAGE).as_posix()


def source(module):
    """The path of a module within the package."""
    return module.__name__.removeprefix("quizapp.").replace(".", "/") + ".py"


def not_meant(tree):
    """The texts of a module that people read, because they are translated, or that name a blueprint."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith(("gettext", "_", "Blueprint")):
            yield from map(id, node.args)


def roles_in(text):
    """The names of roles that are written as texts in a module."""
    tree = ast.parse(text)
    others = set(not_meant(tree))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in ROLES and id(node) not in others}


def roles_in_template(text):
    """The names of roles that are written as texts in a template, except parameters of an address and translated texts."""
    text = re.sub(r"\bargs\.get\(\"\w+\"\)|\b_\(\"\w+\"\)", "", text)
    return {found for found in re.findall(r"[\"'](\w+)[\"']", text) if found in ROLES}


def lists_in(text):
    """The lines of a module with two or more endpoints in one collection."""
    for node in ast.walk(ast.parse(text)):
        each = node.keys if isinstance(node, ast.Dict) else node.elts if isinstance(node, ast.Set | ast.List | ast.Tuple) else ()
        if sum(isinstance(one, ast.Constant) and one.value in POLICY for one in each) > 1:
            yield node.lineno


def test_roles_are_named_in_one_module():
    asking = [path for path in CODE if name(path) != source(audiences) and "models" not in path.parts]
    assert {(path.name, role) for path in asking for role in roles_in(path.read_text())} == OTHERWISE


def test_no_template_knows_a_role():
    assert {(name(path), role) for path in TEMPLATES for role in roles_in_template(path.read_text())} == set()


def test_nothing_but_the_gate_stands_before_a_view():
    assert {name(path) for path in CODE if HOOKS.search(path.read_text())} == {source(gate)}


def test_nothing_but_the_gate_asks_which_route_was_called():
    naming = {"web/logs.py", "web/metrics.py"}  # they write down which one it was, and decide nothing by it
    assert {name(path) for path in [*CODE, *TEMPLATES] if ENDPOINT.search(path.read_text())} - naming == {source(gate)}


def test_endpoints_are_listed_in_one_table():
    found = {name(path): [*lists_in(path.read_text())] for path in CODE}
    assert {path for path, lines in found.items() if lines} == {source(policy)}


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('if who.role == "admin": pass', {"admin"}),
        ('STAFF = ("teacher", "assistant")', {"teacher", "assistant"}),
        ('def create(role: str = "student"): pass', {"student"}),
        ('match role:\n    case "tester": pass', {"tester"}),
        ('"""A teacher."""\nNAME = lazy_gettext("teacher")', set()),
    ],
)
def test_a_role_that_is_named_elsewhere_is_found(planted, found):
    assert roles_in(planted) == found


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('{% if visitor.role in ("teacher", "admin") %}', {"teacher", "admin"}),
        ("{{ 'a' if one.role != 'tester' }}", {"tester"}),
        ('<option value="assistant">', {"assistant"}),
        ('{{ _("teacher") }}{{ request.args.get("student") }}', set()),
    ],
)
def test_a_role_that_a_template_names_is_found(planted, found):
    assert roles_in_template(planted) == found


@pytest.mark.parametrize("planted", ['OPEN = {"home.index", "account.logout"}', 'X = {"home.index": 1, "study.next": 2}'])
def test_a_list_of_endpoints_elsewhere_is_found(planted):
    assert [*lists_in(planted)] == [1]
