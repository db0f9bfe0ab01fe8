"""How much a learner answers on a day: what fits into the minutes they chose, or else not much more than they usually do.

The second is for the day after a break: what has become due meanwhile is spread over the following days, the longest overdue first. Ours,
tested in simulation only (`quizapp memory simulate`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from quizapp.domain.memory.progress import seconds_each

RECENT = 14
"""How many of the newest days with answers show what is usual."""

FEW_DAYS, FEW_ANSWERS = 3, 30
"""With fewer days than this nothing is usual yet; and fewer answers than this are never too many for a day."""

SPREAD = 1.35
"""How many times the usual answers a day may have."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a learner did on their newest days before today: `days` with answers, at most 14, and the answers and seconds on all of them."""

    days: int = 0
    answers: int = 0
    seconds: float = 0.0

    @property
    def seconds_each(self) -> float:
        """The time of one answer, a second at least."""
        return max(1.0, seconds_each(self.answers, self.seconds))

    def room(self, minutes: int, given: int = 0, seconds: float = 0.0) -> int | None:
        """Return how many more answers a day has room for, None for any number.

        `minutes` are the learner's choice, 0 if they made none; `given` answers were given on the day, in `seconds` altogether.
        """
        if minutes:
            return max(0 if given else 1, int((60 * minutes - seconds) / self.seconds_each))
        if self.days < FEW_DAYS:
            return None
        return max(0, max(FEW_ANSWERS, ceil(SPREAD * self.answers / self.days)) - given)
