"""What a service refuses, in words of the domain; `web.errors` gives each error its status and page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizapp.db.base import DatabaseUnavailable, Reason, Unstorable

__all__ = ["Closed", "ClosedOutside", "DatabaseUnavailable", "Invalid", "NotAllowed", "NotFound", "Reason", "TooMany", "Unstorable"]


class NotFound(Exception):  # noqa: N818 - read as a sentence: raise NotFound
    """The object does not exist, or not for this person."""


class NotAllowed(Exception):  # noqa: N818
    """This person may not do that."""


class Closed(Exception):  # noqa: N818
    """A deck is closed to a learner `until` an `attempt` that counts has ended; None if that attempt has no time limit."""

    def __init__(self, attempt: int, until: datetime | None) -> None:
        super().__init__(attempt)
        self.attempt = attempt
        self.until = until


class ClosedOutside(Exception):  # noqa: N818
    """A deck is closed `until` a moment to those outside, while a class takes a quiz on it (`db.access.closed_until`)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class TooMany(Exception):  # noqa: N818
    """Too many attempts; `minutes` until the next one counts."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class Invalid(Exception):  # noqa: N818
    """A field is refused: `field` names it, `code` says why, and `told` has values for its message, such as `most`, the maximum.

    Each pair of field and code has one message on the whole site (`web.sentences`): a different meaning needs a different code.
    """

    def __init__(self, field: str, code: str, **told: object) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.told = told

    def packed(self) -> list[Any]:
        """Return the refusal in a form that JSON can store."""
        return [self.field, self.code, self.told]

    @classmethod
    def unpacked(cls, kept: Sequence[Any]) -> Invalid:
        """Return the refusal that `packed` stored."""
        field, code, told = kept
        return cls(field, code, **told)
