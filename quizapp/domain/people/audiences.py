"""Who people are, on the site and in a class, and what follows from that: the only module that knows roles by their names.

An account has a role on the site, a membership one in its class; both are stored as the values of the two enums. What somebody may do is
asked of the rules below, by the stored text (empty for nobody, and for who is not in the class); queries use the same groups.
"""

from __future__ import annotations

from enum import StrEnum


class AccountRole(StrEnum):
    """What the holder of an account is on the site. Guests are students; administrators teach too."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


class ClassRole(StrEnum):
    """What somebody is in a class; a tester is the test student as whom a teacher looks at it."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    TEACHER = "teacher"
    TESTER = "tester"


ACCOUNT_ROLES = tuple(AccountRole)
"""The roles an account can have."""

TEACHERS = (AccountRole.TEACHER, AccountRole.ADMIN)
"""Who teaches on the site."""

STAFF = (ClassRole.ASSISTANT, ClassRole.TEACHER)
"""Who sees a whole class."""

LEARNERS = (ClassRole.STUDENT, ClassRole.TESTER)
"""Who is given the decks of a class and does what it is assigned."""

MEMBERS = (ClassRole.STUDENT, ClassRole.ASSISTANT, ClassRole.TEACHER)
"""Who stands in the list of a class: everybody but test students."""


def teaches(role: str) -> bool:
    """Whether an account of this role teaches on the site: makes classes and decks, sees the decks of the bank folder."""
    return role in TEACHERS


def administers(role: str) -> bool:
    """Whether an account of this role looks after the site, every class and every deck."""
    return role == AccountRole.ADMIN


def leads(role: str) -> bool:
    """Whether this role in a class may do everything in it."""
    return role == ClassRole.TEACHER


def assists(role: str) -> bool:
    """Whether this role in a class sees everything in it and changes nothing."""
    return role == ClassRole.ASSISTANT


def on_staff(role: str) -> bool:
    """Whether this role in a class sees the whole class."""
    return role in STAFF


def learns(role: str) -> bool:
    """Whether this role in a class does what the class is assigned."""
    return role in LEARNERS


def is_student(role: str) -> bool:
    """Whether this role in a class is a student's, who stands in its lists, gradebook and statistics."""
    return role == ClassRole.STUDENT


def is_tester(role: str) -> bool:
    """Whether this role in a class is a test student's."""
    return role == ClassRole.TESTER


def acting_role(role: str, account: str) -> str:
    """Return what somebody counts as in a class: administrators as its teachers, and teachers only while they teach on the site."""
    if administers(account):
        return ClassRole.TEACHER
    return ClassRole.STUDENT if leads(role) and not teaches(account) else role


def grantable(account: str, *, guest: bool) -> tuple[ClassRole, ...]:
    """Return the roles in a class that somebody may be given: without an account one is a student, only teachers of the site teach."""
    if guest:
        return (ClassRole.STUDENT,)
    return tuple(role for role in MEMBERS if teaches(account) or not leads(role))


RULES = (teaches, administers, leads, assists, on_staff, learns, is_student, is_tester)
"""The rules that pages ask, under their own names."""
