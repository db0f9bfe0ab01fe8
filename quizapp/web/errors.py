"""One table from errors to statuses and pages."""

from __future__ import annotations

import logging
from secrets import token_hex
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from quizapp.services.errors import Closed, DatabaseUnavailable, NotAllowed, NotFound, TooMany
from quizapp.web.context import zone
from quizapp.web.unavailable import unavailable

log = logging.getLogger("quizapp")

SECRETS = {"token", "code"}
"""Parts of an address that are never logged."""

PAGES = {400, 403, 404, 405, 413, 429, 500, 503}


def init_app(app: Flask) -> None:
    """Register a page for everything that can go wrong."""
    app.register_error_handler(NotFound, lambda _: (render_template("errors/404.html"), 404))
    app.register_error_handler(NotAllowed, lambda _: (render_template("errors/403.html"), 403))
    app.register_error_handler(Closed, closed)
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(DatabaseUnavailable, database_unavailable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, broken)


def http_error(error: HTTPException) -> Any:
    """Show our page for an error that has one, but not for redirects and the like, or a wrong host, for which no address can be built."""
    if error.code not in PAGES or error.response is not None or isinstance(error, SecurityError):
        return error
    response = make_response(render_template(f"errors/{error.code}.html"), error.code)
    response.headers.extend((name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"})
    return response


def closed(error: Closed) -> tuple[str, int]:
    """Say until when a deck is closed, with a link to the attempt that closes it."""
    return render_template("errors/closed.html", attempt=error.attempt, until=error.until, zone=zone()), 403


def too_many(error: TooMany) -> Response:
    """Say when the next attempt counts."""
    response = make_response(render_template("errors/429.html", minutes=error.minutes), 429)
    response.headers["Retry-After"] = str(error.minutes * 60)
    return response


def database_unavailable(error: DatabaseUnavailable) -> Response:
    """Say what is wrong, that nothing was stored, and that the same form can be sent again."""
    log.warning("database unavailable at %r: %s", _place(), error)
    return unavailable(error.reason)


def broken(error: Exception) -> Any:
    """Log the error under a number that the page shows."""
    number = token_hex(4)
    log.error("fault %s at %s %r", number, request.method, _place(), exc_info=error)
    return render_template("errors/500.html", reference=number), 500


def _place() -> str:
    """Return the path of a request for the log, without secrets that let somebody in: the token of a one-time link, the code of a class."""
    path = request.path
    for name, value in (request.view_args or {}).items():
        path = path.replace(value, f"<{name}>") if name in SECRETS else path
    return path
