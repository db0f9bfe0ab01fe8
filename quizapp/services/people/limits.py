"""Limits on guessing, counted in the database for all processes. Only failures count, and a school may be one address.

- An account has a few free failures at one address; then each one doubles the wait. Many addresses help little: together they have a
  few more. A device that the account has signed in on before has a count of its own, so that nobody else shuts its owner out there.
- An address with many failures is busy: who knows no device there has one attempt at an account that nobody has failed at, and all
  others together one every two minutes. A right password without failures of its own always passes. Failures that the same device makes
  good no longer count.
- A right join code always passes: 40 bits are not guessed by trying.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil

from quizapp.db import locks
from quizapp.db.base import Connection
from quizapp.db.people import counters
from quizapp.services.errors import TooMany

FREE = 5
"""The failures at one account, from one address or on one device, after which further attempts have to wait."""

FREE_EVERYWHERE, EVERYWHERE_WAIT = 15, timedelta(minutes=15)
"""The failures at one account from all addresses after which further attempts have to wait, and for how long."""

REMEMBERED = timedelta(hours=1)
"""How long a failure counts."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=32)

BUSY = 70
"""The failures from one address within an hour after which it is busy: 30 students may mistype twice each, all at once."""

PAUSE = timedelta(minutes=2)
"""At a busy address, the time between two attempts at accounts that somebody has failed at."""

WRONG_CODES_AN_HOUR = 60
"""The wrong join codes of one visitor or address after which further wrong ones have to wait."""


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """An attempt to sign in: at which account, from where, and on which device, empty if it has no name.

    `known` tells whether the account has signed in on the device before.
    """

    account: str
    address: str
    device: str = ""
    known: bool = False

    @property
    def at_account(self) -> str:
        """The name of the counter of failures at the account, on devices that it does not know."""
        return f"account:{_hashed(self.account)}"

    @property
    def from_here(self) -> str:
        """That of those from the address."""
        return f"password:{_hashed(self.account)}:{_network(self.address)}"

    @property
    def on_device(self) -> str:
        """That of failures at the account on this device."""
        return f"device:{_hashed(self.account, self.device)}"

    @property
    def at_address(self) -> str:
        """That of failures from the address, on devices that do not know the account."""
        return f"address:{_network(self.address)}"

    @property
    def pause(self) -> str:
        """That of the pause between attempts from the address."""
        return f"pause:{_network(self.address)}"


def check(connection: Connection, attempt: SignInAttempt, now: datetime) -> None:
    """Raise TooMany while an attempt has to wait because of failures at its account. To be called before the password is compared."""
    here = attempt.on_device if attempt.known else attempt.from_here
    waits = {here: _wait} if attempt.known else {here: _wait, attempt.at_account: _wait_everywhere}
    for name, (count, until) in counters.read(connection, waits, now).items():
        _until(until - REMEMBERED + waits[name](count), now)


def check_again(connection: Connection, attempt: SignInAttempt, now: datetime) -> None:
    """Raise TooMany if an attempt has to wait for any reason. To be called before it takes effect.

    Attempts at one account come one after the other from here on, so that many at once are no more guesses than one after the other.
    Whether an address is busy is asked only here, so that names that exist and names that do not take equally long.
    """
    locks.take(connection, attempt.at_account)
    check(connection, attempt, now)
    if not attempt.known and busy(connection, attempt, now):
        locks.take(connection, attempt.pause)  # attempts at other accounts do not wait for the lock of this one
        waiting = counters.read(connection, (attempt.from_here, attempt.pause), now)
        if attempt.from_here in waiting and attempt.pause in waiting:
            _until(waiting[attempt.pause][1], now)


def busy(connection: Connection, attempt: SignInAttempt, now: datetime) -> bool:
    """Whether an address has so many failures that those who are not known there are slowed."""
    name = attempt.at_address
    return counters.read(connection, (name,), now).get(name, (0, now))[0] >= BUSY


def failed(connection: Connection, attempt: SignInAttempt, now: datetime) -> None:
    """Count a failure, at a name that exists or not."""
    end = now + REMEMBERED
    if attempt.device:
        counters.add(connection, attempt.on_device, now, end, prolong=True)
    if attempt.known:
        return
    if busy(connection, attempt, now) and counters.read(connection, (attempt.from_here,), now):
        counters.add(connection, attempt.pause, now, now + PAUSE, prolong=True)
    counters.add(connection, attempt.from_here, now, end, prolong=True)
    counters.add(connection, attempt.at_account, now, end, prolong=True)
    counters.add(connection, attempt.at_address, now, end, prolong=False)


def passed(connection: Connection, attempt: SignInAttempt, now: datetime) -> None:
    """Forget the failures that somebody made on this device before the right password; those of others stay."""
    name = attempt.on_device
    made_good = counters.read(connection, (name,), now).get(name, (0, now))[0] if attempt.device else 0
    if made_good:
        counters.forget(connection, name)
    if made_good and not attempt.known:
        for name in (attempt.from_here, attempt.at_account, attempt.at_address):
            counters.lower(connection, name, made_good)


def wrong_code(connection: Connection, user_id: int, address: str, now: datetime) -> bool:
    """Count a wrong join code of an account, or else of an address, and return whether there were too many."""
    name = f"code:{user_id or _network(address)}"
    counters.add(connection, name, now, now + REMEMBERED, prolong=False)
    return counters.read(connection, (name,), now)[name][0] > WRONG_CODES_AN_HOUR


def _until(end: datetime, now: datetime) -> None:
    """Raise TooMany until a moment."""
    if end > now:
        raise TooMany(ceil((end - now) / timedelta(minutes=1)))


def _wait(count: int) -> timedelta:
    if count < FREE:
        return timedelta(0)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(count - FREE, 5)))


def _wait_everywhere(count: int) -> timedelta:
    return EVERYWHERE_WAIT if count >= FREE_EVERYWHERE else timedelta(0)


def _hashed(*texts: str) -> str:
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _network(address: str) -> str:
    """Return an address, or the 64-bit network that one customer has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped) if parsed.ipv4_mapped else f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)
