"""Limits on guessing, counted in the database for all processes; only failures count, so that a class behind one address can sign in.

Each failure is counted twice: for the account from this address, with a delay that doubles, and for the address. Neither keeps the
account's owner out at another address.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil

from quizapp.db.base import Connection
from quizapp.db.people import counters
from quizapp.services.errors import TooMany

FREE = 5
"""The failures at one account from one address after which further attempts have to wait."""

REMEMBERED = timedelta(hours=1)
"""How long a failure counts."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=32)

FAILURES_AN_HOUR = 50
"""The failures from one address, at any accounts, after which attempts have to wait."""

WRONG_CODES_AN_HOUR = 60
"""The wrong join codes from one address: each of 30 students may mistype one twice, and 40 bits still cannot be guessed."""


def check(connection: Connection, account: str, address: str, now: datetime) -> None:
    """Raise TooMany while an attempt at an account from an address has to wait."""
    pair, place = _names(account, address)
    running = counters.read(connection, (pair, place), now)
    ends = [now]
    if pair in running:
        count, until = running[pair]
        ends.append(until - REMEMBERED + _wait(count))
    if place in running and running[place][0] >= FAILURES_AN_HOUR:
        ends.append(running[place][1])
    if max(ends) > now:
        raise TooMany(ceil((max(ends) - now) / timedelta(minutes=1)))


def failed(connection: Connection, account: str, address: str, now: datetime) -> None:
    """Count a failure."""
    pair, place = _names(account, address)
    counters.add(connection, pair, now, now + REMEMBERED, prolong=True)
    counters.add(connection, place, now, now + REMEMBERED, prolong=False)


def passed(connection: Connection, account: str, address: str) -> None:
    """Forget the failures at an account from an address."""
    counters.forget(connection, _names(account, address)[0])


def check_codes(connection: Connection, address: str, now: datetime) -> None:
    """Raise TooMany while join codes from an address have to wait."""
    name = _codes(address)
    count, until = counters.read(connection, (name,), now).get(name, (0, now))
    if count >= WRONG_CODES_AN_HOUR:
        raise TooMany(ceil((until - now) / timedelta(minutes=1)))


def wrong_code(connection: Connection, address: str, now: datetime) -> None:
    """Count a wrong join code."""
    counters.add(connection, _codes(address), now, now + REMEMBERED, prolong=False)


def _codes(address: str) -> str:
    return f"code:{_network(address)}"


def _wait(count: int) -> timedelta:
    if count < FREE:
        return timedelta(0)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(count - FREE, 5)))


def _names(account: str, address: str) -> tuple[str, str]:
    place = _network(address)
    return f"password:{sha256(account.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}:{place}", f"address:{place}"


def _network(address: str) -> str:
    """Return an address, or the 64-bit network that one customer has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped) if parsed.ipv4_mapped else f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)
