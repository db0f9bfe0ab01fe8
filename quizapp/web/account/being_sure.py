"""What it costs to be surer."""

from __future__ import annotations

from flask import render_template

from quizapp.services.learning import being_sure
from quizapp.web.account import bp
from quizapp.web.context import my_day, visitor


@bp.get("/account/sureness")
def sureness() -> str:
    """Show how many minutes a day each desired retention takes."""
    return render_template("account/sureness.html", sure=being_sure.sureness(visitor(), my_day()))
