"""The work of a view is done once more if another transaction was in its way, so that nobody is asked to send a form again for that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from flask import Flask, request

View = Callable[..., Any]
Repeat = Callable[[Callable[[], Any]], Any]
"""Does some work, and does it again if that can help: `quizapp.db.base.once_more`."""

SENT_FILES = "multipart/form-data"
"""The type of a form with files, which are read only once."""


def init_app(app: Flask, repeat: Repeat) -> None:
    """Let every view that is registered by now be repeated."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _repeated(view, repeat)


def _repeated(view: View, repeat: Repeat) -> View:
    @wraps(view)
    def again(**values: Any) -> Any:
        return view(**values) if request.mimetype == SENT_FILES else repeat(partial(view, **values))

    return again
