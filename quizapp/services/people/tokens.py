"""Secrets that let somebody in: sign-ins, one-time links, calendar addresses. People hold the token, the database its hash alone."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32
"""Of randomness in a token, so that nobody guesses one and a plain hash is enough to hide it."""


def new() -> str:
    """Return a token, as it can stand in an address or a cookie."""
    return token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """Return what is stored of a token; of any text, as it may come from outside."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
