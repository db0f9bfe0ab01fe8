"""The gradebook of a class: the table, one student, one attempt and its marks, and the file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask_babel import gettext as _

from quizapp.services.authoring import editing
from quizapp.services.errors import Invalid
from quizapp.services.grading import gradebook, marks
from quizapp.services.grading.gradebook import AttemptPage
from quizapp.services.quizzes.results import AssignmentResult
from quizapp.web.context import class_zone, now, today, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.grading.forms import MarkForm

ATTEMPT = "/teach/classes/<int:class_id>/gradebook/<int:assignment_id>/<int:user_id>/<int:n>"


@bp.get("/teach/classes/<int:class_id>/gradebook", endpoint="gradebook")
def gradebook_table(class_id: int) -> str:
    """Show what every student did for every assignment."""
    book = gradebook.gradebook(visitor(), class_id, now(), today())
    return render_template("teach/grading/gradebook.html", book=book, zone=class_zone(book.place.classroom.zone))


@bp.get("/teach/classes/<int:class_id>/gradebook.csv")
def gradebook_csv(class_id: int) -> Response:
    """Send the gradebook as a file for spreadsheets."""
    book = gradebook.gradebook(visitor(), class_id, now(), today())
    heads = [_("Name"), _("User name"), _("points"), _("out of"), _("percent"), _("state")]
    name = f"gradebook-{class_id}-{today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(gradebook.as_csv(book, heads, state_words), mimetype="text/csv", headers=headers)


@bp.get("/teach/classes/<int:class_id>/gradebook/students/<int:user_id>")
def gradebook_student(class_id: int, user_id: int) -> str:
    """Show what one student did for every assignment, and what was changed by hand."""
    page = gradebook.student_page(visitor(), class_id, user_id, now())
    return render_template("teach/grading/gradebook_student.html", page=page, zone=class_zone(page.place.classroom.zone))


@bp.get(ATTEMPT)
def gradebook_attempt(class_id: int, assignment_id: int, user_id: int, n: int) -> tuple[str, int]:
    """Show one attempt of a student, each question with its mark."""
    return shown(gradebook.attempt_page(visitor(), class_id, assignment_id, user_id, n, now()))


@bp.post(ATTEMPT)
def mark(class_id: int, assignment_id: int, user_id: int, n: int) -> Any:
    """Change the mark of one question, or undo the change."""
    page, form = gradebook.attempt_page(visitor(), class_id, assignment_id, user_id, n, now()), MarkForm()
    position = form.position.data
    try:
        if request.form.get("void"):
            marks.void(visitor(), assignment_id, user_id, n, position, now())
        else:
            marks.mark(visitor(), assignment_id, user_id, n, position, score=form.score.data, why=form.why.data, now=now())
    except Invalid as error:
        if page.review and error.field in form:
            return shown(page, status=form.refuse(error), marking={position: form})
        flash(sentence(error), "wrong")
    else:
        flash(_("Saved. The student sees it in the review, and you can undo it."), "right")
    return redirect(f"{request.script_root}{request.path}#question-{position}", 303)


def shown(page: AttemptPage, *, status: int = 200, marking: Mapping[int, MarkForm] = MappingProxyType({})) -> tuple[str, int]:
    """Render an attempt, with a form for each mark; a refused form is open and shown as it was sent."""
    positions = page.review.positions if page.review and page.place.changes else ()
    forms = {one.position: MarkForm(formdata=None, data={"position": one.position, "score": one.points}) for one in positions}
    values = {"zone": class_zone(page.place.classroom.zone), "editable": editing.editable(visitor()), "marking": {**forms, **marking}}
    return render_template("teach/grading/gradebook_attempt.html", page=page, review=page.review, **values), status


def state_words(result: AssignmentResult) -> str:
    """Return the state of a result in a word or two."""
    words = (
        (_("excused"), result.excused),
        (_("open"), result.open),
        (_("done"), result.complete),
        (_("late"), result.late),
        (_("not open yet"), result.upcoming),
        (_("not done on time"), result.over),
        (_("begun"), result.done),
    )
    return str(next((word for word, holds in words if holds), _("not begun")))
