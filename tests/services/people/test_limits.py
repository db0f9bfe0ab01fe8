"""Guessing is slowed down at one account wherever it comes from, and from one address at all accounts; owners get in all the same."""

from datetime import timedelta

import pytest

from quizapp.db.base import transaction
from quizapp.db.models import Counter
from quizapp.db.people import counters
from quizapp.services.errors import TooMany
from quizapp.services.people import limits
from quizapp.services.people.limits import BUSY, SignInAttempt

pytestmark = pytest.mark.usefixtures("database")

ADDRESS = "192.0.2.1"


def attempt(account="mina", address=ADDRESS, device="", *, known=False):
    return SignInAttempt(account, address, device, known)


def fail(clock, who=None, *, times=1):
    for _ in range(times):
        with transaction(write=True) as connection:
            limits.failed(connection, who or attempt(), clock.now)


def wait(clock, who=None):
    """The minutes until an attempt counts; 0 for at once."""
    try:
        with transaction(write=False) as connection:
            limits.check_again(connection, who or attempt(), clock.now)
    except TooMany as error:
        return error.minutes
    return 0


def succeed(clock, who):
    with transaction(write=True) as connection:
        limits.passed(connection, who, clock.now)


def make_busy(clock):
    for number in range(BUSY):
        assert wait(clock, attempt("fresh")) == 0
        fail(clock, attempt(f"account {number}"))


def stored():
    with transaction(write=False) as connection:
        return set(connection.scalars(Counter.__table__.select().with_only_columns(Counter.name)))


def test_five_failures_are_free_and_then_the_delay_doubles(clock):
    fail(clock, times=4)
    assert wait(clock) == 0
    waits = []
    for _ in range(8):
        fail(clock)
        waits.append(wait(clock))
        clock.advance(minutes=waits[-1])
        assert wait(clock) == 0
    assert waits == [1, 2, 4, 8, 16, 32, 32, 32]


def test_failures_are_forgotten_after_an_hour(clock):
    fail(clock, times=6)
    clock.advance(hours=1)
    assert wait(clock) == 0
    fail(clock)
    assert wait(clock) == 0


def test_another_address_and_another_account_are_free(clock):
    fail(clock, times=14)
    assert wait(clock) == 32
    assert wait(clock, attempt(address="192.0.2.2")) == 0
    assert wait(clock, attempt("hana")) == 0


def test_many_addresses_help_little(clock):
    for number in range(15):
        assert wait(clock, attempt(address=f"192.0.2.{number}")) == 0
        fail(clock, attempt(address=f"192.0.2.{number}", device=f"device {number}"))
    assert wait(clock, attempt(address="198.51.100.7")) == 15
    assert wait(clock, attempt("hana")) == 0


def test_a_device_that_the_account_knows_is_not_slowed_by_failures_elsewhere(clock):
    make_busy(clock)
    fail(clock, times=20)
    owner = attempt(device="phone", known=True)
    assert wait(clock, owner) == 0
    fail(clock, owner, times=5)
    assert wait(clock, owner) == 1, "its own failures count"
    succeed(clock, owner)
    assert wait(clock, owner) == 0
    assert wait(clock) > 0, "elsewhere the failures stay"


def test_a_busy_address_leaves_one_attempt_at_accounts_without_failures(clock):
    make_busy(clock)
    assert wait(clock, attempt("fresh")) == 0
    fail(clock, attempt("fresh"))
    assert wait(clock, attempt("fresh")) == 0, "nobody has tried again yet"
    fail(clock, attempt("account 1"))
    assert {wait(clock, attempt(f"account {number}")) for number in range(9)} == {2}
    assert wait(clock, attempt("fresh")) == 2
    assert wait(clock, attempt("another")) == 0
    assert wait(clock, attempt("account 1", "192.0.2.2")) == 0, "another address is not busy"
    clock.advance(minutes=2)
    assert wait(clock, attempt("account 1")) == 0


def test_it_is_busy_for_an_hour(clock):
    make_busy(clock)
    fail(clock, attempt("account 1"))
    assert wait(clock, attempt("account 1")) == 2
    clock.advance(hours=1)
    fail(clock, attempt("account 1"))
    assert wait(clock, attempt("account 1")) == 0


def test_what_the_same_device_makes_good_no_longer_counts(clock):
    for number in range(BUSY):
        pupil = attempt(f"pupil {number}", device=f"tablet {number}")
        fail(clock, pupil, times=2)
        succeed(clock, pupil)
    assert wait(clock, attempt("pupil 3", device="other")) == 0
    assert not stored()


def test_a_right_password_elsewhere_makes_no_guesses_good(clock):
    fail(clock, attempt(device="guesser"), times=4)
    succeed(clock, attempt(device="owner"))
    fail(clock, attempt(device="guesser"))
    assert wait(clock, attempt(device="guesser")) == 1


def test_a_browser_without_cookies_makes_nothing_good(clock):
    fail(clock, times=5)
    succeed(clock, attempt())
    assert wait(clock) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("2001:db8::1", "2001:db8::ffff:1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:0:0:1::", "2001:0db8::2")]
)
def test_addresses_of_one_network_count_together(clock, one, other):
    for number in range(BUSY):
        fail(clock, attempt(f"account {number}", one))
    fail(clock, attempt("account 1", other))
    assert wait(clock, attempt("account 2", other)) == 2


@pytest.mark.parametrize(("account", "address"), [("", ""), ("x" * 5000, "unix:" + "y" * 500), ("\ud800", "nonsense")])
def test_whatever_the_name_and_address_the_counter_fits(clock, account, address):
    fail(clock, attempt(account, address, "d" * 500), times=5)
    assert wait(clock, attempt(account, address)) == 1


def test_ended_counters_are_dropped(clock):
    fail(clock)
    clock.advance(minutes=30)
    fail(clock, attempt("hana", "192.0.2.9"))
    with transaction(write=True) as connection:
        assert counters.drop_ended(connection, clock.now + timedelta(minutes=30)) == 3
        assert counters.drop_ended(connection, clock.now + timedelta(minutes=30)) == 0
