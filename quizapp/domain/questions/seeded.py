"""Orders that only the server can draw again: of the options in a question, of cards and of events in the practices."""

from __future__ import annotations

import hmac
from random import Random


def seeded(key: str, nonce: str) -> Random:
    """Return a random source that is the same for the same nonce; without the site's secret key nobody can predict it.

    Forms carry the nonce, and quizzes use it to show a question again, so the orders drawn from it must not change.
    """
    return Random(hmac.digest(key.encode(), nonce.encode(), "sha256"))  # noqa: S311 - seeded by an HMAC
