"""The roles of people on the site and in a class, and what follows from them: the only module that knows roles by name.

An account has a role on the site, and a membership has a role in its class; both are stored as the values of the two enums. What somebody
may do is decided by the rules below, which take the stored text (empty for nobody, or for somebody who is not in the class); queries use
the same groups.
"""

from __future__ import annotations

from enum import StrEnum


class AccountRole(StrEnum):
    """The role of an account on the site. Guests are students; administrators also teach."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


class ClassRole(StrEnum):
    """The role of somebody in a class; a tester is the test student a teacher uses to see the class as students do."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    TEACHER = "teacher"
    TESTER = "tester"


ACCOUNT_ROLES = tuple(AccountRole)
"""The roles an account can have."""

TEACHERS = (AccountRole.TEACHER, AccountRole.ADMIN)
"""The roles that teach on the site."""

STAFF = (ClassRole.ASSISTANT, ClassRole.TEACHER)
"""The roles that see a whole class."""

LEARNERS = (ClassRole.STUDENT, ClassRole.TESTER)
"""The roles that are given the decks of a class and do its assignments."""

MEMBERS = (ClassRole.STUDENT, ClassRole.ASSISTANT, ClassRole.TEACHER)
"""The roles that are in the list of a class: everybody but test students."""


def teaches(role: str) -> bool:
    """Return whether an account with this role teaches on the site: creates classes and decks, and sees the decks of the bank folder."""
    return role in TEACHERS


def administers(role: str) -> bool:
    """Return whether an account with this role looks after the site, every class and every deck."""
    return role == AccountRole.ADMIN


def leads(role: str) -> bool:
    """Return whether somebody with this role in a class may do everything in it."""
    return role == ClassRole.TEACHER


def assists(role: str) -> bool:
    """Return whether somebody with this role in a class sees everything in it but changes nothing."""
    return role == ClassRole.ASSISTANT


def on_staff(role: str) -> bool:
    """Return whether somebody with this role in a class sees the whole class."""
    return role in STAFF


def learns(role: str) -> bool:
    """Return whether somebody with this role in a class does its assignments."""
    return role in LEARNERS


def is_student(role: str) -> bool:
    """Return whether this role in a class is a student's, who appears in its lists, gradebook and statistics."""
    return role == ClassRole.STUDENT


def is_tester(role: str) -> bool:
    """Return whether this role in a class is a test student's."""
    return role == ClassRole.TESTER


def acting_role(role: str, account: str) -> str:
    """Return the role that counts in a class: administrators count as its teachers, and teachers only while they teach on the site."""
    if administers(account):
        return ClassRole.TEACHER
    return ClassRole.STUDENT if leads(role) and not teaches(account) else role


def grantable(account: str, *, guest: bool) -> tuple[ClassRole, ...]:
    """Return the roles somebody may be given in a class: without an account only student; teacher only if they teach on the site."""
    if guest:
        return (ClassRole.STUDENT,)
    return tuple(role for role in MEMBERS if teaches(account) or not leads(role))


RULES = (teaches, administers, leads, assists, on_staff, learns, is_student, is_tester)
"""The rules that pages use, by name."""
