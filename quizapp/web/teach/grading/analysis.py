"""How well the questions of a deck work."""

from __future__ import annotations

from flask import abort, render_template, request

from quizapp.services.authoring import editing
from quizapp.services.grading import analysis
from quizapp.web.context import visitor
from quizapp.web.teach import bp


@bp.get("/teach/decks/<deck>/analysis", endpoint="analysis")
def show(deck: str) -> str:
    """Show the questions that look flawed, then the figures of all; `class` chooses whose answers count, `all=1` counts every answer."""
    chosen = request.args.get("class", "")
    if chosen and not (chosen.isascii() and chosen.isdigit() and len(chosen) <= 9):  # noqa: PLR2004 - what a key may have
        abort(404)
    found = analysis.analysis(visitor(), deck, class_id=int(chosen) if chosen else None, firsts=request.args.get("all") != "1")
    return render_template("teach/grading/analysis.html", analysis=found, editable=editing.editable(visitor()))
