"""A school of 600 behind one address with somebody among them who guesses passwords all day."""

from collections import Counter
from itertools import count, cycle

import pytest

from quizapp.db.base import transaction
from quizapp.services.errors import TooMany
from quizapp.services.people import limits
from quizapp.services.people.limits import SignInAttempt

pytestmark = [pytest.mark.robust, pytest.mark.usefixtures("database")]

SCHOOL, ELSEWHERE = "192.0.2.1", "198.51.100.{}"
PUPILS = [f"pupil {number}" for number in range(600)]


class Door:
    """The door of a site: who tries, and whether it counts."""

    def __init__(self, connection, clock):
        self.connection, self.clock = connection, clock

    def tries(self, attempt, *, right=False):
        """Try a password; return whether a right one would have been let in."""
        try:
            limits.check_again(self.connection, attempt, self.clock.now)
        except TooMany:
            return False
        if right:
            limits.passed(self.connection, attempt, self.clock.now)
        else:
            limits.failed(self.connection, attempt, self.clock.now)
        return True


@pytest.fixture
def door(clock):
    with transaction(write=True) as connection:
        yield Door(connection, clock)


def guesses_of_an_hour(door, attempts, exists=lambda _name: True):
    """Guess at accounts one after the other, every two seconds for an hour, and count the guesses that a right password would have used."""
    made = Counter()
    for _ in range(1800):
        attempt = next(attempts)
        if door.tries(attempt) and exists(attempt.account):
            made[attempt.account] += 1
        door.clock.advance(seconds=2)
    return made


def test_who_knows_every_name_guesses_little(door):
    made = guesses_of_an_hour(door, (SignInAttempt(name, SCHOOL) for name in cycle(PUPILS)))
    assert made.total() < 700
    assert max(made.values()) < 20


def test_who_guesses_at_few_guesses_little(door):
    made = guesses_of_an_hour(door, (SignInAttempt(name, SCHOOL) for name in cycle(PUPILS[:3])))
    assert max(made.values()) < 20


def test_who_has_many_addresses_guesses_little_at_one_account(door):
    made = guesses_of_an_hour(door, (SignInAttempt(PUPILS[0], ELSEWHERE.format(number % 200)) for number in count()))
    assert max(made.values()) < 20


def test_who_knows_no_names_guesses_little(door):
    names = (PUPILS[number % 600] if number % 60 == 0 else f"somebody {number}" for number in count())
    made = guesses_of_an_hour(door, (SignInAttempt(name, SCHOOL) for name in names), exists=set(PUPILS).__contains__)
    assert made.total() < 100


def test_a_new_device_of_the_attacker_changes_nothing(door):
    made = guesses_of_an_hour(door, (SignInAttempt(name, SCHOOL, f"device {number}") for number, name in enumerate(cycle(PUPILS))))
    assert made.total() < 700
    made = guesses_of_an_hour(door, (SignInAttempt(PUPILS[0], SCHOOL, f"device {number}") for number in count()))
    assert max(made.values()) < 20


def test_the_school_signs_in_meanwhile(door):
    """Half of the pupils sit at devices that they have used before and mistype twice; the others type right at a new device."""
    attacker = (SignInAttempt(name, SCHOOL, "attacker") for name in cycle(PUPILS[:300]))
    for number, name in enumerate(PUPILS):
        for _ in range(3):
            door.tries(next(attacker))
        own = SignInAttempt(name, SCHOOL, f"device {number}", known=number < 300)
        if own.known:
            assert door.tries(own)
            assert door.tries(own)
        assert door.tries(own, right=True)
        door.clock.advance(seconds=3)


def test_thirty_who_mistype_twice_at_new_devices_wait_for_nothing(door):
    pupils = [SignInAttempt(name, SCHOOL, f"device {name}") for name in PUPILS[:30]]
    for _ in range(2):
        assert all(door.tries(pupil) for pupil in pupils)
    assert all(door.tries(pupil, right=True) for pupil in pupils)
