"""The start page of administrators, and the log."""

from __future__ import annotations

from flask import render_template, request

from quizapp.services.site import administration
from quizapp.web.admin import bp
from quizapp.web.context import now, settings, visitor


@bp.get("/admin")
def index() -> str:
    """Show the state of the site, with links to the other pages."""
    return render_template("admin/index.html", state=administration.state(visitor(), settings()), now=now())


@bp.get("/admin/log")
def log() -> str:
    """Show the log of an object, or of everything."""
    of = request.args.get("of", "")
    return render_template("admin/log.html", of=of, happened=administration.happened(visitor(), of))
