"""Sign-ins: a mark "<user id>.<token>" in the session cookie, its hash in the database. Ending the row ends every copy of the cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.db.base import Connection, transaction
from quizapp.db.people import stored_accounts
from quizapp.db.people.stored_accounts import SignInRow
from quizapp.services.people import tokens

IDLE = timedelta(days=365)
"""A sign-in that was not used for so long has ended: the cookie lives no longer."""

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
"""What stands in a browser's description of itself, and what it means; the first that is found counts."""


@dataclass(frozen=True, slots=True)
class Device:
    """Where a person is signed in; `name` is empty where the browser did not say. `here` is the sign-in that asks."""

    id: str
    name: str
    since: datetime
    seen_on: date
    here: bool


def read_mark(mark: str) -> tuple[int, str]:
    """Return user id and hash of a mark; (0, "") for anything else."""
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
    """Return the little that is kept of what a browser says about itself, such as "Firefox, Linux"."""
    found = (next((name for sign, name in table.items() if sign in agent), "") for table in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found))


def devices(user_id: int, here: str) -> tuple[Device, ...]:
    """Return where a person is signed in; `here` is the token hash of the sign-in that asks."""
    with transaction(write=False) as connection:
        found = stored_accounts.sign_ins(connection, user_id)
    return tuple(_device(row, here) for row in found)


def end(user_id: int, device_id: str) -> None:
    """End one sign-in of a person; one that has ended already is no fault."""
    with transaction(write=True) as connection:
        stored_accounts.end_sign_in(connection, user_id, device_id)


def end_others(user_id: int, here: str) -> None:
    """End all sign-ins of a person but the one that asks."""
    with transaction(write=True) as connection:
        stored_accounts.end_sign_ins(connection, user_id, but=here)


def drop_idle(now: datetime) -> int:
    """Drop the sign-ins that were not used for a year, and say how many."""
    with transaction(write=True) as connection:
        return stored_accounts.drop_sign_ins(connection, (now - IDLE).date())


def _device(row: SignInRow, here: str) -> Device:
    return Device(id=row.token_hash, name=row.agent, since=row.created_at, seen_on=row.seen_on, here=row.token_hash == here)
