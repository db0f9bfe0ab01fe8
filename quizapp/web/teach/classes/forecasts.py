"""What is foreseen of a class: whether it can be trusted, and what it costs to be surer."""

from __future__ import annotations

from flask import render_template

from quizapp.domain.memory.calibration import CLUSTERS, DRAWN_OF_CLASS, ENOUGH
from quizapp.services.classes import class_calibration, class_sureness
from quizapp.services.learning import weights
from quizapp.web.context import today, visitor
from quizapp.web.teach import bp


@bp.get("/teach/classes/<int:class_id>/forecast")
def class_forecast(class_id: int) -> str:
    """Show what was expected of a class's answers against what was right, without names."""
    shown = class_calibration.class_calibration(visitor(), class_id, today())
    groups = shown.held.drawn(DRAWN_OF_CLASS)
    values = {"groups": groups, "least": DRAWN_OF_CLASS, "enough": ENOUGH, "few": CLUSTERS}
    return render_template("teach/classes/forecast.html", shown=shown, fitted=weights.shown_to(visitor()), **values)


@bp.get("/teach/classes/<int:class_id>/sureness", endpoint="class_sureness")
def costs_of_sureness(class_id: int) -> str:
    """Show how many minutes a day each desired retention takes a student of a class."""
    return render_template("teach/classes/sureness.html", sure=class_sureness.class_sureness(visitor(), class_id, today()))
