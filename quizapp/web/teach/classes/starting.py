"""The first steps of a teacher: a deck, a class, its code."""

from __future__ import annotations

from flask import render_template

from quizapp.services.classes import starting
from quizapp.web.context import now, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.classes.forms import ClassForm


@bp.get("/teach/start")
def start() -> str:
    """Show the three steps, those that are done ticked off."""
    steps = starting.steps(visitor(), now())
    return render_template("teach/classes/start.html", steps=steps, form=ClassForm(formdata=None))
