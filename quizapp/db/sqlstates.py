"""Why a PostgreSQL server refused, by the SQLSTATE of its error.

The codes are those of appendix A of PostgreSQL's manual; the first two characters are the class.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from quizapp.db.files import Reason

REASONS = {
    "53": Reason.BUSY,  # insufficient resources, such as memory or connections
    "53100": Reason.FULL,
    "55P03": Reason.BUSY,  # a lock was not given within lock_timeout
    "57014": Reason.BUSY,  # statement_timeout, or somebody who cancelled the statement
    "25006": Reason.READ_ONLY,  # a primary that has become a standby
    "42501": Reason.CLOSED,  # the role of the program may not do that
    "58": Reason.DISK,
    "XX001": Reason.DAMAGED,
    "XX002": Reason.DAMAGED,  # an index
}
"""What a code, or else its class, means; what is left out, such as a connection that ended, is OTHER."""

NOT_SUPPORTED = "0A000"
"""What a standby says to a transaction that wants to write, and a server to what it cannot do at all."""


def reason_of(error: DBAPIError) -> Reason:
    """Return why the server refused; OTHER if it does not say, or if the program is at fault."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state == NOT_SUPPORTED and (error.statement or "").startswith("BEGIN"):
        return Reason.READ_ONLY
    return REASONS.get(state) or REASONS.get(state[:2], Reason.OTHER)
