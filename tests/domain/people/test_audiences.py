"""What follows from a role, on the site and in a class: every rule for every role, including none."""

import pytest

from quizapp.domain.people import audiences
from quizapp.domain.people.audiences import AccountRole, ClassRole, acting_role, grantable

ACCOUNT_RULES = {"teaches": {"teacher", "admin"}, "administers": {"admin"}}
CLASS_RULES = {
    "leads": {"teacher"},
    "assists": {"assistant"},
    "on_staff": {"teacher", "assistant"},
    "learns": {"student", "tester"},
    "is_student": {"student"},
    "is_tester": {"tester"},
}


def test_roles_are_stored_as_they_ever_were():
    assert [*AccountRole] == ["student", "teacher", "admin"]
    assert [*ClassRole] == ["student", "assistant", "teacher", "tester"]


def test_every_rule_that_pages_ask_is_told_here():
    assert {rule.__name__ for rule in audiences.RULES} == {*ACCOUNT_RULES, *CLASS_RULES}


@pytest.mark.parametrize(("rule", "roles"), ACCOUNT_RULES.items())
def test_what_an_account_may(rule, roles):
    assert {role for role in ("", *AccountRole, "owner") if getattr(audiences, rule)(role)} == roles


@pytest.mark.parametrize(("rule", "roles"), CLASS_RULES.items())
def test_what_somebody_in_a_class_may(rule, roles):
    assert {role for role in ("", *ClassRole, "admin") if getattr(audiences, rule)(role)} == roles


@pytest.mark.parametrize(
    ("role", "account", "counts_as"),
    [
        ("teacher", "teacher", "teacher"),
        ("teacher", "student", "student"),  # no longer a teacher of the site
        ("assistant", "student", "assistant"),
        ("student", "teacher", "student"),
        ("tester", "student", "tester"),
        ("", "teacher", ""),
        ("", "admin", "teacher"),
        ("student", "admin", "teacher"),
    ],
)
def test_what_somebody_counts_as_in_a_class(role, account, counts_as):
    assert acting_role(role, account) == counts_as


@pytest.mark.parametrize(
    ("account", "guest", "roles"),
    [
        ("student", True, ("student",)),
        ("student", False, ("student", "assistant")),
        ("teacher", False, ("student", "assistant", "teacher")),
        ("admin", False, ("student", "assistant", "teacher")),
    ],
)
def test_what_somebody_may_be_given(account, guest, roles):
    assert grantable(account, guest=guest) == roles
