"""The first page of administrators, and the log."""

from __future__ import annotations

from flask import render_template, request

from quizapp.services.site import administration
from quizapp.web.admin import bp
from quizapp.web.context import now, settings, visitor


@bp.get("/admin")
def index() -> str:
    """Show how the site is kept, and the ways on."""
    return render_template("admin/index.html", state=administration.state(visitor(), settings()), now=now())


@bp.get("/admin/log")
def log() -> str:
    """Show what was done to an object, or to anything."""
    of = request.args.get("of", "")
    return render_template("admin/log.html", of=of, happened=administration.happened(visitor(), of))
