"""The gradebook of a class: the table, one student, one attempt and its marks, and the file."""

from __future__ import annotations

import re

from flask import Response, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from quizapp.services.authoring import editing
from quizapp.services.errors import Invalid
from quizapp.services.grading import gradebook, marks
from quizapp.services.quizzes.results import AssignmentResult
from quizapp.web.context import class_zone, now, today, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp

ATTEMPT = "/teach/classes/<int:class_id>/gradebook/<int:assignment_id>/<int:user_id>/<int:n>"
SCORE = re.compile(r"[01]?([.,]\d{1,4})?", re.ASCII)


@bp.get("/teach/classes/<int:class_id>/gradebook", endpoint="gradebook")
def gradebook_table(class_id: int) -> str:
    """Show what every student did for every assignment."""
    book = gradebook.gradebook(visitor(), class_id, now(), today())
    return render_template("teach/grading/gradebook.html", book=book, zone=class_zone(book.place.classroom.zone))


@bp.get("/teach/classes/<int:class_id>/gradebook.csv")
def gradebook_csv(class_id: int) -> Response:
    """Give the gradebook as a file for spreadsheets."""
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
def gradebook_attempt(class_id: int, assignment_id: int, user_id: int, n: int) -> str:
    """Show one attempt of a student, each question with its mark."""
    page = gradebook.attempt_page(visitor(), class_id, assignment_id, user_id, n, now())
    values = {"zone": class_zone(page.place.classroom.zone), "editable": editing.editable(visitor())}
    return render_template("teach/grading/gradebook_attempt.html", page=page, review=page.review, **values)


@bp.post(ATTEMPT)
def mark(class_id: int, assignment_id: int, user_id: int, n: int) -> BaseResponse:
    """Change the mark of one question, or take the change back."""
    position, why = request.form.get("position", 0, int), request.form.get("why", "")
    gradebook.attempt_page(visitor(), class_id, assignment_id, user_id, n, now())  # it is there, and of this class
    try:
        if request.form.get("void"):
            marks.void(visitor(), assignment_id, user_id, n, position, now())
        else:
            marks.mark(visitor(), assignment_id, user_id, n, position, score=typed_score(), why=why, now=now())
    except Invalid as error:
        flash(sentence(error), "wrong")
    else:
        flash(_("Saved. The student sees it in the review, and you can undo it."), "right")
    return redirect(f"{request.path}#question-{position}", 303)


def typed_score() -> float:
    """Return the score that was typed, with a point or a comma; one that cannot be is refused by its range."""
    text = request.form.get("score", "").strip()
    return float(text.replace(",", ".")) if text.strip(".,") and SCORE.fullmatch(text) else -1.0


def state_words(result: AssignmentResult) -> str:
    """Say in a word or two how a result stands."""
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
