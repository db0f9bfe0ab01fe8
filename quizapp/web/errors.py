"""One table from errors to statuses and pages."""

from __future__ import annotations

import logging
from math import ceil
from secrets import token_hex
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from quizapp.services.errors import Closed, ClosedOutside, DatabaseUnavailable, NotAllowed, NotFound, TooMany, Unstorable
from quizapp.web import renamed
from quizapp.web.context import now, zone
from quizapp.web.logs import traced
from quizapp.web.subpath import here
from quizapp.web.unavailable import unavailable

log = logging.getLogger("quizapp")

SECRETS = {"token", "code"}
"""Parts of an address that are never logged."""

COLUMN = 2**31
"""The first number that a column of PostgreSQL does not take; numbers of people and log entries have 64 bits."""

PAGES = {400, 403, 404, 405, 413, 429, 500, 503}


def init_app(app: Flask) -> None:
    """Register a page for everything that can go wrong."""
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(NotAllowed, lambda _: (render_template("errors/403.html"), 403))
    app.register_error_handler(Closed, closed)
    app.register_error_handler(ClosedOutside, closed_outside)
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(DatabaseUnavailable, database_unavailable)
    app.register_error_handler(Unstorable, unstorable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, broken)


def not_found(_: NotFound) -> Any:
    """Lead on to a deck that was renamed; of a deck that somebody may not read, its former name tells no more than any other."""
    return renamed.onward() or (render_template("errors/404.html"), 404)


def http_error(error: HTTPException) -> Any:
    """Show our page for an error that has one, but not for redirects and the like, or a wrong host, for which no address can be built."""
    if error.code not in PAGES or error.response is not None or isinstance(error, SecurityError):
        return error
    response = make_response(render_template(f"errors/{error.code}.html", reference=""), error.code)
    response.headers.extend((name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"})
    return response


def closed(error: Closed) -> tuple[str, int]:
    """Say until when a deck is closed, with a link to the attempt that closes it."""
    return render_template("errors/closed.html", attempt=error.attempt, until=error.until, zone=zone()), 403


def closed_outside(error: ClosedOutside) -> Response:
    """Say until when a deck is closed to those outside, and where to go meanwhile.

    403 and not 503, since the site is well: what watches it, or stands before it, must not take a quiz for an outage. `Retry-After` says
    when to come back all the same.
    """
    back = here() if request.method == "GET" else None
    response = make_response(render_template("errors/closed_outside.html", until=error.until, zone=zone(), back=back), 403)
    response.headers["Retry-After"] = str(max(1, ceil((error.until - now()).total_seconds())))
    return response


def too_many(error: TooMany) -> Response:
    """Say when the next attempt counts."""
    response = make_response(render_template("errors/429.html", minutes=error.minutes), 429)
    response.headers["Retry-After"] = str(error.minutes * 60)
    return response


def database_unavailable(error: DatabaseUnavailable) -> Response:
    """Say what is wrong, that nothing was stored, and that the same form can be sent again."""
    log.warning("database unavailable at %r: %s", _place(), error)
    return unavailable(error.reason)


def unstorable(error: Unstorable) -> tuple[str, int]:
    """Say that a form could not be read. Services refuse what is too long in words of its own; this is for what they let through.

    A number in the address that no column takes is that of nothing.
    """
    del error  # its message may quote the value
    if any(isinstance(value, int) and value >= COLUMN for value in (request.view_args or {}).values()):
        return render_template("errors/404.html"), 404
    log.warning("a value that does not fit at %s %r", request.method, _place())
    return render_template("errors/400.html"), 400


def broken(error: Exception) -> Any:
    """Log where the error was raised, under a number that the page shows."""
    number = token_hex(4)
    log.error("fault %s at %s %r\n%s", number, request.method, _place(), traced(error))
    return render_template("errors/500.html", reference=number), 500


def _place() -> str:
    """Return the path of a request for the log, without secrets that let somebody in: the token of a one-time link, the code of a class."""
    path = request.path
    for name, value in (request.view_args or {}).items():
        path = path.replace(value, f"<{name}>") if name in SECRETS else path
    return path
