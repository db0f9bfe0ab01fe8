"""Orders that can be drawn again, but only on the server: of options in a question, of cards and events in a practice."""

from __future__ import annotations

import hmac
from random import Random


def seeded(key: str, nonce: str) -> Random:
    """Return the source of an order: the same for the same nonce, and known to nobody who has not the site's secret key.

    Forms carry the nonce and quizzes are shown again by it, so what it draws may not change.
    """
    return Random(hmac.digest(key.encode(), nonce.encode(), "sha256"))  # noqa: S311 - seeded by an HMAC
