"""Full addresses of pages, as people type or follow them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for

from quizapp.web.context import settings

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not listened on


def full(endpoint: str, **values: Any) -> str:
    """Return the full address of a page."""
    return origin() + url_for(endpoint, **values)


def origin() -> str:
    """Return the scheme and host that people use for the site: those of QUIZAPP_URL, or else of the socket that the request came to.

    What a request says about its host is believed only if it is this machine or that socket: a link for one person is worth stealing.
    """
    if settings().url:
        return settings().url.removesuffix(urlsplit(settings().url).path)
    name, port = str(request.environ.get("SERVER_NAME", "")), str(request.environ.get("SERVER_PORT", "80"))
    if urlsplit(f"//{request.host}").hostname in {*LOOPBACK, name} - EVERYWHERE:
        return request.host_url.rstrip("/")
    shown = "localhost" if name in EVERYWHERE else f"[{name}]" if ":" in name else name
    return f"{request.scheme}://{shown}" + ("" if port in {"80", "443"} else f":{port}")
