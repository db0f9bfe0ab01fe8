"""Redirects after a form, only to pages of this site."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response


def is_local(target: str) -> bool:
    r"""Whether a browser stays on this site when it is redirected to `target`.

    Browsers read "//host", "/\host" and "/<tab>/host" as another site, so a path with a backslash, a space or a control character does not
    count as ours.
    """
    return target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable() and " " not in target


def wanted() -> str:
    """Return the local path in the field or parameter `next`, or an empty text."""
    target = request.values.get("next", "").removesuffix("?")
    return target if is_local(target) else ""


def onward() -> Response:
    """Redirect to where the visitor wanted to go, or else to the home page."""
    return redirect(wanted() or url_for("home.index"), 303)
