"""The decks of the site, for teachers."""

from __future__ import annotations

from flask import render_template

from quizapp.services.learning import editions
from quizapp.web.context import settings, visitor
from quizapp.web.teach import bp


@bp.get("/teach")
def index() -> str:
    """List every deck with what is wrong with its newest files."""
    return render_template("teach/index.html", decks=editions.teachers_decks(visitor().id), bank=settings().bank.name)
