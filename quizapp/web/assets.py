"""Static files under names that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import cast
from wsgiref.headers import Headers

from flask import Flask, current_app, has_request_context, request
from whitenoise import WhiteNoise

from quizapp.config import Settings
from quizapp.shipped import STATIC
from quizapp.web.security import headers

PREFIX = "/static/"


def init_app(app: Flask, settings: Settings) -> None:
    """Let WhiteNoise serve the static files, only under their hashed names, compressed if there is an up-to-date .gz file."""
    own = headers(settings)

    def add_headers(sent: Headers, _path: str, _url: str) -> None:
        for name, value in own.items():
            sent[name] = value

    server = WhiteNoise(
        app.wsgi_app, allow_all_origins=False, immutable_file_test=lambda _path, _url: True, add_headers_function=add_headers
    )
    names: dict[str, str] = {}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix != ".gz":
            names[path.relative_to(STATIC).as_posix()] = url = hashed(path)
            server.add_file_to_dictionary(url, str(path), stat_cache=_fresh(path))
    app.extensions["quizapp.assets"] = names
    app.wsgi_app = server  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Return the address of a static file. Raises KeyError if it does not exist."""
    path = cast("dict[str, str]", current_app.extensions["quizapp.assets"])[name]
    return f"{request.script_root}{path}" if has_request_context() else path


def hashed(path: Path) -> str:
    """Return the address of a file: its name with the beginning of its SHA-256."""
    digest = sha256(path.read_bytes()).hexdigest()[:12]
    return f"{PREFIX}{path.relative_to(STATIC).with_suffix('').as_posix()}.{digest}{path.suffix}"


def _fresh(path: Path) -> dict[str, os.stat_result]:
    """Return the files WhiteNoise may serve for this one, without a compressed one that is older than its source."""
    packed = path.with_name(path.name + ".gz")
    found = {str(path): path.stat()}
    if packed.exists() and packed.stat().st_mtime >= path.stat().st_mtime:
        found[str(packed)] = packed.stat()
    return found
