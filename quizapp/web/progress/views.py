"""The learner's progress, in all decks and in one."""

from __future__ import annotations

from flask import render_template

from quizapp.services.learning import progress, weekly
from quizapp.web.context import my_day, visitor
from quizapp.web.progress import bp, charts


@bp.get("/progress")
def index() -> str:
    """Show the progress in all the learner's decks."""
    shown = progress.my_progress(visitor(), my_day())
    return render_template("progress/index.html", progress=shown, charts=charts.of(shown))


@bp.get("/week")
def week() -> str:
    """Show what changed since Monday."""
    return render_template("progress/week.html", change=weekly.changed(visitor(), my_day()))


@bp.get("/progress/<deck>")
def deck(deck: str) -> str:
    """Show the progress in one deck."""
    shown = progress.deck_progress(visitor(), deck, my_day())
    return render_template("progress/deck.html", progress=shown, charts=charts.of(shown), deck=shown.decks[0])
