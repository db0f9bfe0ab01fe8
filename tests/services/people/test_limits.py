"""Guessing is slowed down at one account from one address, and from one address at all accounts."""

from datetime import timedelta

import pytest

from quizapp.db.base import transaction
from quizapp.db.models import Counter
from quizapp.db.people import counters
from quizapp.services.errors import TooMany
from quizapp.services.people import limits

pytestmark = pytest.mark.usefixtures("database")


def fail(clock, *, account="mina", address="192.0.2.1", times=1):
    for _ in range(times):
        with transaction(write=True) as connection:
            limits.failed(connection, account, address, clock.now)


def wait(clock, *, account="mina", address="192.0.2.1"):
    """The minutes until an attempt counts; 0 for at once."""
    try:
        with transaction(write=False) as connection:
            limits.check(connection, account, address, clock.now)
    except TooMany as error:
        return error.minutes
    return 0


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


def test_another_address_is_free(clock):
    fail(clock, times=20)
    assert wait(clock) > 0
    assert wait(clock, address="192.0.2.2") == 0


def test_another_account_is_free_from_the_same_address(clock):
    fail(clock, times=20)
    assert wait(clock, account="hana") == 0


def test_an_address_has_fifty_failures_an_hour(clock):
    for number in range(50):
        assert wait(clock, account="fresh") == 0
        fail(clock, account=f"account {number}")
    clock.advance(minutes=20)
    assert wait(clock, account="fresh") == 40
    assert wait(clock, account="fresh", address="192.0.2.2") == 0
    clock.advance(minutes=40)
    assert wait(clock, account="fresh") == 0


def test_a_success_forgets_the_failures_at_the_account_but_not_those_of_the_address(clock):
    fail(clock, times=5)
    fail(clock, account="hana", times=45)
    with transaction(write=True) as connection:
        limits.passed(connection, "mina", "192.0.2.1")
    assert wait(clock) == 60
    with transaction(write=False) as connection:
        names = set(connection.scalars(Counter.__table__.select().with_only_columns(Counter.name)))
    assert len(names) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("2001:db8::1", "2001:db8::ffff:1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:0:0:1::", "2001:0db8::2")]
)
def test_addresses_of_one_network_count_together(clock, one, other):
    fail(clock, address=one, times=5)
    assert wait(clock, address=other) == 1


@pytest.mark.parametrize(("account", "address"), [("", ""), ("x" * 5000, "unix:" + "y" * 500), ("\ud800", "nonsense")])
def test_whatever_the_name_and_address_the_counter_fits(clock, account, address):
    fail(clock, account=account, address=address, times=5)
    assert wait(clock, account=account, address=address) == 1


def test_ended_counters_are_dropped(clock):
    fail(clock)
    clock.advance(minutes=30)
    fail(clock, account="hana", address="192.0.2.9")
    with transaction(write=True) as connection:
        assert counters.drop_ended(connection, clock.now + timedelta(minutes=30)) == 2
        assert counters.drop_ended(connection, clock.now + timedelta(minutes=30)) == 0
