"""Passwords are not shortened, and are stored with argon2id."""

import threading
from unicodedata import normalize

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from quizapp.services.errors import Invalid
from quizapp.services.people import passwords

DEAR = passwords.hasher


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_a_hash_costs_what_the_cheat_sheet_asks_and_does_not_hold_the_password():
    stored = DEAR.hash("three brown hens")
    parameters = extract_parameters(stored)
    assert (parameters.type, parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (Type.ID, 2, 19_456, 1)
    assert "hens" not in stored


def test_the_hash_of_nobody_costs_as_much_as_any():
    assert not DEAR.check_needs_rehash(passwords.NOBODY)
    assert not passwords.matches("three brown hens", None)


@pytest.mark.parametrize(
    "password",
    [
        "three brown hens",
        "x7 w k2 q! hj 9f s3 ".ljust(200, "~"),
        "열두 마리의 갈색 닭들",
        "🐔🐔🐔 and a fox",
        "  blanks around  ",
        "correct horse battery staple",
        "rt6Kq9zLx2",
        "mein Hund Bello",
        "quiet river 42",
        "grüne Frösche im Teich",
        "noisy-purple-tram",
    ],
)
def test_a_password_is_taken_as_it_is(password):
    assert passwords.check(password, username="mina") == password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("123456789", "short"),
        ("nine char", "short"),
        ("x7 w" * 50 + "y", "long"),
        ("password12", "common"),
        ("Password123!", "common"),
        ("passwordpassword", "common"),
        ("1234567890", "common"),
        ("9876543210", "common"),
        ("abcdefghijk", "common"),
        ("qwertyuiop", "common"),
        ("aaaaaaaaaa", "common"),
        ("ababababab", "common"),
        *((walk, "common") for walk in ("1q2w3e4r5t", "qazwsxedcrfv", "zaq12wsxcde", "mnbvcxzlkj", "qwertzuiop", "asdfghjkl1")),
        *(
            (word, "common")
            for word in ("basketball", "chocolate1", "liverpool1", "iloveyou12", "P@ssw0rd12", "dinosaur123", "football2026")
        ),
        *((season, "common") for season in ("summer2026", "Sommer2026", "welcome2026", "19.05.2012", "September1", "monday2026")),
        *(
            (word, "common")
            for word in (
                "Passwort123",
                "geheim1234",
                "lehrer2026",
                "2011juliana",
                "schule2026",
                "hallohallo",
                "비밀번호123456",
                "fortnite2026",
            )
        ),
        *((word, "word") for word in ("winter2025!", "kaffee7788", "!!kimchi!!2011")),
        ("minaminamina", "name"),
        ("Mina-2026-01", "name"),
    ],
)
def test_a_guessable_password_is_refused(password, code):
    with pytest.raises(Invalid) as refused:
        passwords.check(password, username="mina")
    assert (refused.value.field, refused.value.code) == ("password", code)


def test_a_password_matches_only_itself():
    password = "Three brown hens" + "x" * 60
    stored = passwords.make_hash(password)
    assert passwords.matches(password, stored)
    for other in (password.lower(), password[:-1], password + " ", " " + password, ""):
        assert not passwords.matches(other, stored)


def test_a_password_may_be_typed_composed_or_not():
    stored = passwords.make_hash(normalize("NFC", "señor café año"))
    assert passwords.matches(normalize("NFD", "señor café año"), stored)


@pytest.mark.parametrize("stored", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_a_broken_hash_matches_nothing(stored):
    assert not passwords.matches("three brown hens", stored)


@pytest.mark.parametrize("password", ["a\x00b", "\ud800" * 10, "x" * 100_000])
def test_nothing_that_is_typed_breaks_the_comparison(password):
    assert not passwords.matches(password, passwords.make_hash("three brown hens"))


def test_a_hash_of_other_costs_is_outdated():
    stored = passwords.make_hash("three brown hens")
    assert not passwords.outdated(stored)
    passwords.hasher = DEAR  # undone by the fixture
    assert passwords.outdated(stored)


def test_a_process_computes_two_hashes_at_once(monkeypatch):
    inside, most, full, lock = [0], [0], threading.Event(), threading.Lock()

    class Slow:
        def hash(self, password):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                if inside[0] == 2:
                    full.set()
            full.wait(5)
            with lock:
                inside[0] -= 1
            return "hash"

    monkeypatch.setattr(passwords, "hasher", Slow())
    threads = [threading.Thread(target=passwords.make_hash, args=("three brown hens",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]
