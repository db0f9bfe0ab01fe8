"""What a service refuses, in words of the domain; `web.errors` gives each its status and page."""

from __future__ import annotations

from datetime import datetime

from quizapp.db.base import DatabaseUnavailable

__all__ = ["Closed", "DatabaseUnavailable", "Invalid", "NotAllowed", "NotFound", "TooMany"]


class NotFound(Exception):  # noqa: N818 - read as a sentence: raise NotFound
    """There is no such thing, or not for this person."""


class NotAllowed(Exception):  # noqa: N818
    """This person may not do that."""


class Closed(Exception):  # noqa: N818
    """A deck is closed to a learner `until` an `attempt` that counts has ended; None where that attempt has no end of its own."""

    def __init__(self, attempt: int, until: datetime | None) -> None:
        super().__init__(attempt)
        self.attempt = attempt
        self.until = until


class TooMany(Exception):  # noqa: N818
    """Too many tries; `minutes` until the next one counts."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class Invalid(Exception):  # noqa: N818
    """A field cannot be taken as it is: `field` names it, `code` says why, `told` is what its sentence tells, such as the `most` that fit.

    The pair of field and code has one sentence on the whole site (`web.sentences`): what means something else has another code.
    """

    def __init__(self, field: str, code: str, **told: object) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.told = told
