"""Devices that accounts signed in on: a signed cookie with a random name of the device and marks of the accounts it knows.

A person who has signed in on a device has a count of failures of their own there (see limits.py). The server stores no devices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2s
from secrets import token_urlsafe

from itsdangerous import BadData, URLSafeSerializer

MOST = 60
"""How many accounts a device knows, the newest: a computer of a school is used by several classes."""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device by its random name, with a mark of each account that signed in on it, newest last."""

    name: str
    accounts: tuple[str, ...] = ()

    def knows(self, user_id: int) -> bool:
        """Whether somebody has signed in on this device before."""
        return _mark(self.name, user_id) in self.accounts

    def with_account(self, user_id: int) -> KnownDevice:
        """Return the device after somebody signed in on it."""
        mark = _mark(self.name, user_id)
        return replace(self, accounts=(*(other for other in self.accounts if other != mark), mark)[-MOST:])


def new() -> KnownDevice:
    """Return a device that nobody has signed in on."""
    return KnownDevice(token_urlsafe(9))


def read(cookie: str, key: str) -> KnownDevice | None:
    """Return the device that a cookie names, or None if this site did not sign it."""
    try:
        name, accounts = _serializer(key).loads(cookie)
    except (BadData, TypeError, ValueError):
        return None
    return KnownDevice(name, tuple(accounts))


def written(device: KnownDevice, key: str) -> str:
    """Return the cookie of a device."""
    signed = _serializer(key).dumps([device.name, device.accounts])
    return signed if isinstance(signed, str) else signed.decode()


def _mark(name: str, user_id: int) -> str:
    """Return what stands for an account on one device: on another it has another mark."""
    return blake2s(f"{name} {user_id}".encode(), digest_size=6).hexdigest()


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="device")
