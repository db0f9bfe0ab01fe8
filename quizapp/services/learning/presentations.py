"""The signed presentation that a form carries: which version is shown to whom, where and since when, and the nonce of its shuffle.

It holds no right answer and nothing made of one, so it may stand in a page; whoever changes it breaks the signature.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

LONGEST = 600_000
"""The longest time taken that is stored, in milliseconds; who left the page was not thinking."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """One showing of a question. Forms out there carry these values in this order.

    `place` is "study", "cards", or "<attempt>/<position>"; `shown` milliseconds since the epoch; `answers` how many answers the question
    had; `marks` has a letter for each question of the
    round answered so far (r for right, m for missed), `total` counts all of them; `returns` that it came back after a miss.
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
    returns: bool = False

    def taken(self, now: datetime) -> int | None:
        """Return the milliseconds since it was shown, None where they are too many to mean anything."""
        ms = milliseconds(now) - self.shown
        return ms if 0 <= ms <= LONGEST else None


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
    """Return the presentation in a text and whether its signature holds; (None, False) where it cannot be read."""
    try:
        return _read(_serializer(key).loads(text)), True
    except BadData:
        pass
    holds, payload = _serializer(key).loads_unsafe(text)
    return _read(payload), holds


def _read(payload: Any) -> Presentation | None:
    types = (int, int, str, int, str, bool, int, str, int, bool)
    if not isinstance(payload, list) or len(payload) != len(types):
        return None
    if not all(type(part) is kind for part, kind in zip(payload, types, strict=True)):
        return None
    return Presentation(*payload)
