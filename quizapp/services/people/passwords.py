"""Passwords: which are accepted, and how they are stored (argon2id, with the OWASP password storage cheat sheet's minimum parameters)."""

from __future__ import annotations

import re
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from quizapp.services.errors import Invalid

SHORTEST, LONGEST = 10, 200

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The only hasher; tests replace it with a cheap one."""

slots = BoundedSemaphore(2)
"""How many hashes a process computes at once: each needs 19 MiB, and learners are answering in the meantime."""

NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$tQ9VFN/O8peM8WAmTjINbg$ahKCDJPD6u9PBwqS7Q2NF0heiJmZNa8WbJJfYOvD7so"
"""A hash of something nobody knows, so that an unknown name takes as long as a known one."""

WORDS = (
    *("passwort", "kennwort", "geheim", "hallo", "schule", "lehrer", "lehrerin", "schüler", "sommer", "herbst", "fussball", "schatz"),
    *("motdepasse", "bonjour", "soleil", "ecole", "chouchou", "contrasena", "contraseña", "hola", "escuela", "verano", "tequiero"),
    *("parola", "ciao", "scuola", "wachtwoord", "welkom", "sarang", "비밀번호", "사랑해", "パスワード", "密码", "пароль"),
    *("admin", "administrator", "teacher", "student", "school", "quizapp", "quiz", "minecraft", "roblox", "fortnite"),
)
"""Words that people begin with and that the estimator, made from English lists, does not know."""

ROWS = (
    "12345678901234567890",
    "09876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)
ESTIMATED = 72
"""How many characters of a password the estimator reads: its work grows with their square."""

FEWEST_GUESSES = 7.0
"""The guesses that a password must withstand, as a power of ten. limits.py leaves a guesser some twenty an hour."""

ONE_WORD = re.compile(r"[\W\d_]*([^\W\d_]{1,9})[\W\d_]*")
"""A word of up to nine letters with digits or signs around it: a season and its year, a name and a birthday."""

NO_LETTERS = re.compile(r"[\W\d_]+")


def check(password: str, *, username: str = "", field: str = "password") -> str:
    """Return a password as it is stored: composed, and otherwise unchanged. Raises Invalid (short, long, name, common, word)."""
    password = normalize("NFC", password)
    folded = password.casefold()
    if len(password) < SHORTEST:
        raise Invalid(field, "short")
    if len(password) > LONGEST:
        raise Invalid(field, "long", most=LONGEST)
    name = username.casefold()
    if name and name in folded and len(NO_LETTERS.sub("", folded.replace(name, ""))) < 4:  # noqa: PLR2004 - mina2019 is not one for mina
        raise Invalid(field, "name")
    if easy(folded) or len(set(folded)) < 4 or any(folded in row for row in ROWS):  # noqa: PLR2004 - aaabbbaaab is not a password
        raise Invalid(field, "common")
    if folded.isascii() and ONE_WORD.fullmatch(folded):
        raise Invalid(field, "word")
    return password


def easy(text: str, fewest: float = FEWEST_GUESSES) -> bool:
    """Whether a text is guessed early, by zxcvbn: it knows lists of passwords, words and names, keyboard walks, dates and repeats."""
    return float(zxcvbn(text[:ESTIMATED], user_inputs=list(WORDS))["guesses_log10"]) < fewest


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
