"""The learner's progress, in all decks and in one, and whether what is said about it comes true."""

from __future__ import annotations

from flask import render_template

from quizapp.domain.memory.calibration import DRAWN, ENOUGH
from quizapp.services.learning import calibration, progress
from quizapp.web.context import my_day, visitor
from quizapp.web.progress import bp, charts


@bp.get("/progress")
def index() -> str:
    """Show the progress in all the learner's decks."""
    shown = progress.my_progress(visitor(), my_day())
    return render_template("progress/index.html", progress=shown, charts=charts.of(shown))


@bp.get("/progress/<deck>")
def deck(deck: str) -> str:
    """Show the progress in one deck."""
    shown = progress.deck_progress(visitor(), deck, my_day())
    return render_template("progress/deck.html", progress=shown, charts=charts.of(shown), deck=shown.decks[0])


@bp.get("/guesses")
def guesses() -> str:
    """Show what the learner was told beforehand against what happened."""
    held = calibration.my_calibration(visitor())
    return render_template("progress/guesses.html", held=held, groups=held.drawn(DRAWN), least=DRAWN, enough=ENOUGH)
