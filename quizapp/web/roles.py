"""Roles in pages: the rules of `domain.people.audiences` for templates, and names for the roles. No template contains a role as text."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext

from quizapp.domain.people.audiences import RULES, STAFF, AccountRole, ClassRole

ACCOUNT_ROLES = {
    AccountRole.STUDENT: lazy_gettext("student"),
    AccountRole.TEACHER: lazy_gettext("teacher"),
    AccountRole.ADMIN: lazy_gettext("administrator"),
}
"""The role of an account, within a sentence."""

ACCOUNT_ROLE_CHOICES = [
    (AccountRole.STUDENT, lazy_gettext("Student")),
    (AccountRole.TEACHER, lazy_gettext("Teacher")),
    (AccountRole.ADMIN, lazy_gettext("Administrator (also a teacher)")),
]
"""The roles an account can be given, in a form."""

CLASS_ROLES = {
    ClassRole.STUDENT: lazy_gettext("student"),
    ClassRole.ASSISTANT: lazy_gettext("assistant"),
    ClassRole.TEACHER: lazy_gettext("teacher"),
}
"""The role of a class member, within a sentence."""

CLASS_ROLE_CHOICES = {
    ClassRole.STUDENT: lazy_gettext("Student"),
    ClassRole.ASSISTANT: lazy_gettext("Assistant: sees the roster and every student’s page, but cannot change anything"),
    ClassRole.TEACHER: lazy_gettext("Teacher: can do everything in this class"),
}
"""The roles a class member can be given, in a form."""


def init_app(app: Flask) -> None:
    """Give templates the rules, and the names of roles."""
    app.jinja_env.globals.update({rule.__name__: rule for rule in RULES})
    app.jinja_env.globals.update(
        ACCOUNT_ROLES=ACCOUNT_ROLES,
        CLASS_ROLES=CLASS_ROLES,
        STAFF=STAFF,
    )
