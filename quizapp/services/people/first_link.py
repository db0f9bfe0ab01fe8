"""The link by which the first teacher comes in. `quizapp serve` prints it, on every host and at every start, until there is a teacher."""

from __future__ import annotations

from datetime import datetime

from quizapp.db import locks
from quizapp.db.base import transaction
from quizapp.db.people import stored_accounts
from quizapp.domain.people.audiences import AccountRole
from quizapp.services.people import tokens

FIRST_LINK = "first link"
"""The lock for making it."""


def token(secret_key: str, now: datetime) -> str:
    """Return the token of the link `/welcome/<token>` for the first teacher: the same every time, as long as it was not used."""
    with transaction(write=True) as connection:
        locks.take(connection, FIRST_LINK)
        hashed, since = stored_accounts.first_link(connection) or ("", now)
        found = tokens.derived(secret_key, f"first teacher {since.isoformat()}")
        if tokens.hashed(found) != hashed:  # there is none, or the secret key was another one
            found = tokens.derived(secret_key, f"first teacher {now.isoformat()}")
            stored_accounts.invite(connection, tokens.hashed(found), AccountRole.ADMIN, now)
    return found
