"""Headers, cookies and the token of every form: the whole policy in one place."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.routing import IntegerConverter

from quizapp.config import Settings
from quizapp.web.context import YEAR

csrf = CSRFProtect()

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
UNREPEATABLE = {"password", "new_password", "csrf_token"}
"""Fields that are never repeated in a form shown again."""


class StoredInteger(IntegerConverter):
    """A number in an address; one that does not fit into a column matches nothing."""

    regex = "[0-9]{1,18}"  # of no other script, so that a page has one address


def init_app(app: Flask, settings: Settings) -> None:
    """Set up cookies, tokens, limits and headers."""
    app.url_map.converters["int"] = StoredInteger
    app.config.update(
        SECRET_KEY=settings.secret_key or None,
        SESSION_COOKIE_NAME="__Host-quizapp" if settings.secure else "quizapp",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=YEAR,
        WTF_CSRF_CHECK_DEFAULT=False,  # the gate checks it, in order with its other steps
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=500,
    )
    if settings.host and ":" not in settings.host:  # Werkzeug matches no address of IPv6; links take their host from the setting anyway
        app.config["TRUSTED_HOSTS"] = [settings.host, "localhost", "127.0.0.1"]
    csrf.init_app(app)
    every = headers(settings)

    @app.after_request
    def add_headers(response: Response) -> Response:
        own = {"Content-Security-Policy": response.headers.get("Content-Security-Policy", POLICY)}  # a view may only be stricter
        response.headers.update(every | own)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


def headers(settings: Settings) -> dict[str, str]:
    """Return the headers of every response, of static files too."""
    return HEADERS | ({"Strict-Transport-Security": f"max-age={YEAR}"} if settings.secure else {})


def own_origin() -> bool:
    """Whether the request was sent by a page of this site, so that its contents may be shown with a new token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.host


def sent() -> tuple[list[tuple[str, str]], bool]:
    """Return the fields of the form that was sent, for a form that sends them again, and whether it can: passwords are never repeated."""
    kept = []
    if own_origin():
        kept = [(name, value) for name, values in request.form.lists() for value in values if name not in UNREPEATABLE]
    return kept, bool(kept) and not UNREPEATABLE & (set(request.form) - {"csrf_token"})
