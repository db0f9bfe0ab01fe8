"""The visitor's classes, one of them, and leaving it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.classes import classes
from quizapp.services.errors import Invalid
from quizapp.services.grading import my_assignments
from quizapp.web.classes import bp
from quizapp.web.context import my_day, now, visitor, zone
from quizapp.web.sentences import sentence


@bp.get("/classes")
def index() -> str:
    """List the visitor's classes."""
    return render_template("classes/index.html", classes=classes.mine(visitor()))


@bp.get("/classes/<int:class_id>")
def show(class_id: int) -> str:
    """Show one of the visitor's classes, with what its decks ask today."""
    page, assigned = classes.page(visitor(), class_id, my_day()), my_assignments.assigned(visitor(), now(), class_id)
    return render_template("classes/show.html", page=page, assigned=assigned, zone=zone())


@bp.post("/classes/<int:class_id>/leave")
def leave(class_id: int) -> Response:
    """Leave a class."""
    try:
        classes.leave(visitor(), class_id, now())
    except Invalid as error:
        flash(sentence(error), "wrong")
        return redirect(url_for(".show", class_id=class_id), 303)
    flash(_("You have left the class. You keep your answers."), "right")
    return redirect(url_for(".index"), 303)
