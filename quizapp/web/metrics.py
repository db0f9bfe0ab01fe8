"""Counts and times of requests for Prometheus, with `QUIZAPP_METRICS=1` and the package prometheus-client (`quizapp[metrics]`).

A process counts for itself; where `PROMETHEUS_MULTIPROC_DIR` names a folder, as `quizapp serve` does, /metrics adds up all workers.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any, cast

from flask import Flask, Response, abort, current_app, g, request, request_started

from quizapp.config import SettingError, Settings, counting_folder

LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
METHODS = {"GET", "HEAD", "POST"}
TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""The type of Prometheus's text format."""


def init_app(app: Flask, settings: Settings) -> None:
    """Count every request if metrics are wanted. Raises SettingError if the package is missing."""
    if not settings.metrics:
        return
    try:  # an extra: most sites do without
        from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest  # noqa: PLC0415
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415
    except ImportError as error:
        raise SettingError("QUIZAPP_METRICS needs the package prometheus-client: pip install 'quizapp[metrics]'") from error
    registry = CollectorRegistry()
    requests = Counter("quizapp_requests", "Requests", ["method", "endpoint", "status"], registry=registry)
    seconds = Histogram("quizapp_request_seconds", "Seconds until the reply", ["endpoint"], registry=registry)

    def begin(_app: Flask, **_: Any) -> None:
        g.counted_from = perf_counter()

    def count(response: Response) -> Response:
        endpoint = request.endpoint or ""
        method = request.method if request.method in METHODS else "other"  # what a client makes up would never be forgotten
        requests.labels(method, endpoint, response.status_code).inc()
        seconds.labels(endpoint).observe(perf_counter() - g.counted_from)
        return response

    def latest() -> bytes:
        if not counting_folder():
            return generate_latest(registry)
        all_workers = CollectorRegistry()
        MultiProcessCollector(all_workers)  # type: ignore[no-untyped-call]
        return generate_latest(all_workers)

    request_started.connect(begin, app, weak=False)
    app.after_request(count)
    app.extensions["quizapp.metrics"] = latest


def page() -> Response:
    """Return the metrics to a program on this machine; for everybody else there is no such page."""
    latest = cast("Callable[[], bytes] | None", current_app.extensions.get("quizapp.metrics"))
    if latest is None or request.remote_addr not in LOOPBACK:
        abort(404)
    return Response(latest(), content_type=TEXT)
