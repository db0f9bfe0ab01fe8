"""Secrets that let somebody in: sign-ins, one-time links, calendar addresses. People have the token, the database only its hash."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32
"""The randomness in a token, so that nobody can guess one and a plain hash is enough to hide it."""


def new() -> str:
    """Return a token that fits into an address or a cookie."""
    return token_urlsafe(BYTES)


def derived(secret_key: str, what: str) -> str:
    """Return the token that everybody with the secret key finds for something; nobody else can tell it from a new one."""
    return urlsafe_b64encode(hmac.digest(secret_key.encode(), what.encode(), sha256)).decode().rstrip("=")


def hashed(token: str) -> str:
    """Return the hash of a token as it is stored; the text may come from outside."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
