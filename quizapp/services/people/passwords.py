"""Passwords: which are accepted, and how they are stored (argon2id, with the OWASP password storage cheat sheet's minimum parameters)."""

from __future__ import annotations

import re
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quizapp.services.errors import Invalid

SHORTEST, LONGEST = 10, 200

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The only hasher; tests replace it with a cheap one."""

slots = BoundedSemaphore(2)
"""How many hashes a process computes at once: each needs 19 MiB, and learners are answering in the meantime."""

NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$tQ9VFN/O8peM8WAmTjINbg$ahKCDJPD6u9PBwqS7Q2NF0heiJmZNa8WbJJfYOvD7so"
"""A hash of something nobody knows, so that an unknown name takes as long as a known one."""

WORDS = (
    *("password", "passwort", "passw0rd", "motdepasse", "contrasena", "qwerty", "qwertz", "azerty", "abc123", "letmein", "trustno1"),
    *("welcome", "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "batman", "dragon", "monkey", "shadow"),
    *("master", "michael", "jordan", "charlie", "chocolate", "computer", "internet", "whatever", "starwars", "pokemon", "minecraft"),
    *("admin", "administrator", "teacher", "student", "school", "quizapp", "1q2w3e4r", "1qaz2wsx", "asdfghjkl", "zxcvbnm", "geheim"),
)
DIGITS = "1234567890"
TAILS = ("", "!", "!!", "1!", "123!", "0", "2024", "2025", "2026", *(DIGITS[:length] for length in range(1, 11)))
ROWS = (
    "12345678901234567890",
    "09876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)
COMMON = frozenset(word * times + tail for word in WORDS for times in (1, 2) for tail in TAILS)
"""The most common guesses, folded. They are compared with whole passwords: three common words together are fine."""

NO_LETTERS = re.compile(r"[\W\d_]+")


def check(password: str, *, username: str = "", field: str = "password") -> str:
    """Return a password as it is stored: composed, and otherwise unchanged. Raises Invalid (short, long, common, name) for a field."""
    password = normalize("NFC", password)
    folded = password.casefold()
    if len(password) < SHORTEST:
        raise Invalid(field, "short")
    if len(password) > LONGEST:
        raise Invalid(field, "long", most=LONGEST)
    if folded in COMMON or len(set(folded)) < 4 or any(folded in row for row in ROWS):  # noqa: PLR2004 - aaabbbaaab is not a password
        raise Invalid(field, "common")
    if username and len(NO_LETTERS.sub("", folded.replace(username.casefold(), ""))) < 4:  # noqa: PLR2004 - mina2019 is not a password for mina
        raise Invalid(field, "name")
    return password


def make_hash(password: str) -> str:
    """Return the hash of a password that is stored. Takes about 30 ms, so never call it inside a transaction."""
    with slots:
        return hasher.hash(_bytes(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; takes just as long if none is stored."""
    with slots:
        try:
            return hasher.verify(stored or NOBODY, _bytes(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with parameters other than today's."""
    return hasher.check_needs_rehash(stored)


def _bytes(password: str) -> bytes:
    return normalize("NFC", password).encode("utf-8", "surrogatepass")
