"""A student's assignments: the page of one, the start of its quiz, and the student's own grades."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid
from quizapp.services.grading import gradebook, my_assignments
from quizapp.web.classes import bp
from quizapp.web.context import moment, my_day, now, settings, visitor, zone
from quizapp.web.sentences import sentence


@bp.get("/assignments/<int:assignment_id>")
def assignment(assignment_id: int) -> str:
    """Show an assignment, the progress, and what is left to do."""
    shown = my_assignments.page(visitor(), assignment_id, now())
    today = my_day()
    left = shown.left(today)
    values = {"left": left, "facts": my_assignments.for_address(left), "today": today, "zone": zone()}
    return render_template("classes/assignment.html", shown=shown, result=shown.result, **values)


@bp.post("/assignments/<int:assignment_id>")
def begin_assignment(assignment_id: int) -> Response:
    """Start an attempt that counts, or redirect to the open one."""
    try:
        started = my_assignments.start(visitor(), assignment_id, moment(), settings().nonce())
    except Invalid as error:
        flash(sentence(error), "wrong")
        return redirect(url_for(".assignment", assignment_id=assignment_id), 303)
    if started.fresh:
        return redirect(url_for("quiz.position", n=started.n, position=1), 303)
    flash(_("You already have a quiz open on this deck. Finish it first; no second one was started."))
    return redirect(url_for("quiz.attempt", n=started.n), 303)


@bp.get("/classes/<int:class_id>/grades")
def grades(class_id: int) -> str:
    """Show the student's own row of the gradebook."""
    row = gradebook.own(visitor(), class_id, now())
    return render_template("classes/assignment_grades.html", row=row, zone=zone())
