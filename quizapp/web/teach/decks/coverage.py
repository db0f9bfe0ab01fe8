"""What the questions of a deck cover of its reading."""

from __future__ import annotations

from flask import render_template

from quizapp.services.authoring.coverage import coverage_of
from quizapp.web.context import visitor
from quizapp.web.teach import bp


@bp.get("/teach/decks/<deck>/coverage", endpoint="coverage")
def show(deck: str) -> str:
    """Show what of the reading no question asks for."""
    view = coverage_of(visitor(), deck)
    return render_template("teach/decks/coverage.html", deck=view.deck, coverage=view.coverage, view=view)
