"""Whether what we say to the learner comes true."""

from __future__ import annotations

from flask import render_template

from quizapp.domain.memory.calibration import DRAWN, ENOUGH
from quizapp.services.learning import calibration, weights
from quizapp.web.context import visitor
from quizapp.web.progress import bp


@bp.get("/guesses", endpoint="guesses")
def show_guesses() -> str:
    """Show what the learner was told beforehand against what happened."""
    held = calibration.my_calibration(visitor())
    values = {"groups": held.drawn(DRAWN), "least": DRAWN, "enough": ENOUGH, "fitted": weights.shown_to(visitor())}
    return render_template("progress/guesses.html", held=held, **values)
