"""A site below a path of a host that has other sites too: `QUIZAPP_URL=https://school.example.org/quiz`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request


class SubPath:
    """A WSGI application below a path; the proxy before it leaves the path in what it passes on."""

    def __init__(self, application: Any, path: str) -> None:
        """Take the application and the path, such as "/quiz"."""
        self.application, self.path = application, path

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Tell the application where it is."""
        rest = environ.get("PATH_INFO", "")
        if rest == self.path or rest.startswith(f"{self.path}/"):
            environ["PATH_INFO"] = rest.removeprefix(self.path) or "/"
        environ["SCRIPT_NAME"] = self.path
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer


def here() -> str:
    """Return the address of this request on its host, with its query."""
    return request.script_root + request.full_path.removesuffix("?")
