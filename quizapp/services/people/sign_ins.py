"""Sign-ins: a mark "<user id>.<token>" in the session cookie, its hash in the database. Deleting the row ends every copy of the cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.db.base import Connection, transaction
from quizapp.db.people import stored_accounts
from quizapp.db.people.stored_accounts import SignInRow
from quizapp.services.people import tokens

IDLE = timedelta(days=365)
"""A sign-in that was not used for this long has ended; the cookie lasts no longer either."""

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
"""Texts in a browser's description of itself, and what they mean; the first one found counts."""


@dataclass(frozen=True, slots=True)
class Device:
    """Where a person is signed in; `name` is empty if the browser did not say. `here` marks the visitor's own sign-in."""

    id: str
    name: str
    since: datetime
    seen_on: date
    here: bool


def read_mark(mark: str) -> tuple[int, str]:
    """Return the user id and hash in a mark; (0, "") for anything else."""
    user, dot, token = mark.partition(".")
    if dot and token and user.isascii() and user.isdecimal() and len(user) < 19:  # noqa: PLR2004 - fits 64 bits
        return int(user), tokens.hashed(token)
    return 0, ""


def begin(connection: Connection, user_id: int, agent: str, now: datetime) -> str:
    """Store a sign-in and return its mark."""
    token = tokens.new()
    stored_accounts.add_sign_in(connection, user_id, tokens.hashed(token), device(agent), now)
    return f"{user_id}.{token}"


def device(agent: str) -> str:
    """Return the little that is stored of a browser's description of itself, such as "Firefox, Linux"."""
    found = (next((name for sign, name in table.items() if sign in agent), "") for table in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found))


def devices(user_id: int, here: str) -> tuple[Device, ...]:
    """Return where a person is signed in; `here` is the token hash of the visitor's own sign-in."""
    with transaction(write=False) as connection:
        found = stored_accounts.sign_ins(connection, user_id)
    return tuple(_device(row, here) for row in found)


def end(user_id: int, device_id: str) -> None:
    """End one sign-in of a person, if it has not ended already."""
    with transaction(write=True) as connection:
        stored_accounts.end_sign_in(connection, user_id, device_id)


def end_others(user_id: int, here: str) -> None:
    """End all sign-ins of a person except the visitor's own."""
    with transaction(write=True) as connection:
        stored_accounts.end_sign_ins(connection, user_id, but=here)


def drop_idle(now: datetime) -> int:
    """Delete the sign-ins that were not used for a year, and return how many there were."""
    with transaction(write=True) as connection:
        return stored_accounts.drop_sign_ins(connection, (now - IDLE).date())


def _device(row: SignInRow, here: str) -> Device:
    return Device(id=row.token_hash, name=row.agent, since=row.created_at, seen_on=row.seen_on, here=row.token_hash == here)
