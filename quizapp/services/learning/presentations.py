"""The signed presentation that a form carries: which version was shown to whom, where and when, and the nonce of its shuffle.

It contains no right answer and nothing derived from one, so a page may contain it; any change invalidates the signature.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

LONGEST = 600_000
"""The longest time taken that is stored, in milliseconds; after that, the learner has probably left the page."""


STUDY, CARDS = "study", "cards"
"""The places of a presentation outside a quiz; on the cards page learners rate themselves."""

_IN_QUIZ = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Presentation:
    """One showing of a question. Forms that learners have open carry these values in this order.

    `place` is `STUDY`, `CARDS`, or one from `in_quiz`; `shown` is when it was signed, in milliseconds since the epoch: a question that
    was sent with the feedback of another is seen later. `answers` is how many answers the question had; `marks` has a letter for each
    question of the round answered so far (r for right, m for missed) and `total` is their number in the round; `reason` is why it is asked
    now (domain.memory.queue.Reason), or empty where the queue does not ask it.
    """

    learner: int
    version: int
    place: str
    shown: int
    nonce: str
    hint: bool = False
    answers: int = 0
    marks: str = ""
    total: int = 0
    reason: str = ""

    @property
    def quiz(self) -> tuple[int, int] | None:
        """The attempt and the position that it was made for, or None outside a quiz."""
        found = _IN_QUIZ.fullmatch(self.place)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def as_card(self) -> bool:
        """Whether the question is shown as a card, which learners rate themselves whatever its type."""
        return self.place == CARDS

    def taken(self, now: datetime, seen: int | None = None) -> int | None:
        """Return for how many milliseconds the question was on the screen, or None if there are too many to mean anything.

        `seen` is what the browser says, if anything: it may have shown the question later than it was signed, but not earlier.
        """
        sealed = milliseconds(now) - self.shown
        ms = sealed if seen is None else min(sealed, seen)
        return ms if 0 <= ms <= LONGEST else None


def in_quiz(attempt: int, position: int) -> str:
    """Return the place for a position of an attempt."""
    return f"{attempt}/{position}"


def milliseconds(moment: datetime) -> int:
    """Return a moment as milliseconds since the epoch."""
    return int(moment.timestamp() * 1000)


@lru_cache(maxsize=4)
def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="presentation")


def seal(presentation: Presentation, key: str) -> str:
    """Return the presentation as signed text for a hidden field."""
    text = _serializer(key).dumps(astuple(presentation))
    return text.decode() if isinstance(text, bytes) else text


def unseal(text: str, key: str) -> tuple[Presentation | None, bool]:
    """Return the presentation in a text and whether its signature is valid; (None, False) if it cannot be read."""
    try:
        return _read(_serializer(key).loads(text)), True
    except BadData:
        pass
    holds, payload = _serializer(key).loads_unsafe(text)
    return _read(payload), holds


def _read(payload: Any) -> Presentation | None:
    types = (int, int, str, int, str, bool, int, str, int, str)
    if isinstance(payload, list) and payload and isinstance(payload[-1], bool):  # a form from when it only told whether it came back
        payload = [*payload[:-1], "return" if payload[-1] else ""]
    if not isinstance(payload, list) or len(payload) != len(types):
        return None
    if not all(type(part) is kind for part, kind in zip(payload, types, strict=True)):
        return None
    return Presentation(*payload)
