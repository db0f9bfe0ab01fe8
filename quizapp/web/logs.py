"""What the server writes to its log: plain lines, or with `QUIZAPP_LOG=json` a JSON object a line, with a line for each request.

No line of ours has an address, a name, an answer or a secret: a request is known by its number, which the reply names too, and by its
endpoint.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from secrets import token_hex
from time import perf_counter
from traceback import format_tb
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request, request_started

from quizapp.config import Settings

log = logging.getLogger("quizapp")

NUMBER = re.compile(r"[\w.-]{8,64}", re.ASCII)


class JsonLines(logging.Formatter):
    """A JSON object for each record: time (UTC), level, message, the number of the request, a traceback, and the record's `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        values = {"time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), "level": record.levelname.lower()}
        values |= {"message": record.getMessage()} | ({"request": number()} if has_request_context() else {})
        if record.exc_info and record.exc_info[1]:
            values["trace"] = traced(record.exc_info[1])
        return json.dumps(values | getattr(record, "fields", {}), ensure_ascii=False)


def init_app(app: Flask, settings: Settings) -> None:
    """Number every request; in JSON, write a line for each."""
    app.extensions["quizapp.proxied"] = settings.proxies > 0
    app.after_request(_named)
    if settings.log == "json":
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        log.handlers, log.propagate = [handler], False
        log.setLevel(logging.INFO)
        request_started.connect(_begin, app)
        app.after_request(_written)


def traced(error: BaseException) -> str:
    """Return the traceback of an error without its message, which may quote what somebody typed: `KeyError: 'my answer'`."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{traced(earlier)}\nwhich led to\n" if earlier else ""
    return f"{before}{''.join(format_tb(error.__traceback__))}{type(error).__module__}.{type(error).__qualname__}"


def number() -> str:
    """Return the number of this request: that of the proxy if there is one, which its log has too."""
    if "request_number" not in g:
        given = request.headers.get("X-Request-ID", "") if _proxied() else ""
        g.request_number = given if NUMBER.fullmatch(given) else token_hex(8)
    return str(g.request_number)


def _proxied() -> bool:
    return bool(current_app.extensions["quizapp.proxied"])


def _named(response: Response) -> Response:
    response.headers["X-Request-ID"] = number()
    return response


def _begin(_app: Flask, **_: Any) -> None:
    g.began = perf_counter()


def _written(response: Response) -> Response:
    fields = {"method": request.method, "endpoint": request.endpoint or "", "status": response.status_code}
    log.info("request", extra={"fields": fields | {"ms": round(1000 * (perf_counter() - g.began), 1)}})
    return response
