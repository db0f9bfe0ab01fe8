"""Re-grading the answers to one question: previewed, done, continued, reversed; and leaving grades by older rules as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.errors import Invalid
from quizapp.services.grading import offering, regrading
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.grading.forms import RegradeForm


def done(deck: str, question: str, work: Callable[[], object]) -> Response:
    """Do something and redirect to the page, with a message if it was refused."""
    try:
        work()
    except Invalid as error:
        flash(sentence(error), "wrong")
    return back(deck, question)


def back(deck: str, question: str) -> Response:
    """Redirect to the page of a question."""
    return redirect(url_for(".regrade", deck=deck, question=question), 303)


def shown(deck: str, question: str, form: RegradeForm, *, status: int = 200) -> tuple[str, int]:
    """Render the page of a question with the form that begins a re-grade."""
    values = {"desk": regrading.desk(visitor(), deck, question), "editable": editing.editable(visitor())}
    return render_template("teach/grading/regrade.html", form=form, **values), status


@bp.get("/teach/decks/<deck>/regrade/<question>")
def regrade(deck: str, question: str) -> tuple[str, int]:
    """Show what re-grading would change, and earlier re-grades."""
    return shown(deck, question, RegradeForm(formdata=None))


@bp.post("/teach/decks/<deck>/regrade/<question>")
def start_regrade(deck: str, question: str) -> Any:
    """Begin a re-grade; a large class takes several requests."""
    form = RegradeForm()
    try:
        regrading.start(visitor(), deck, question, form.why.data, now(), classes=form.classes.data)
    except Invalid as error:
        if error.field in form:
            return shown(deck, question, form, status=form.refuse(error))
        flash(sentence(error), "wrong")
    return back(deck, question)


@bp.post("/teach/decks/<deck>/regrade/<question>/<int:number>/go-on")
def go_on_regrade(deck: str, question: str, number: int) -> Response:
    """Continue a re-grade that is not finished."""
    return done(deck, question, lambda: regrading.go_on(visitor(), deck, question, number, now()))


@bp.post("/teach/decks/<deck>/regrade/<question>/<int:number>/reverse")
def reverse_regrade(deck: str, question: str, number: int) -> Response:
    """Give the answers their previous grades back."""
    return done(deck, question, lambda: regrading.undo(visitor(), deck, question, number, now()))


@bp.post("/teach/decks/<deck>/leave-grades")
def leave_grades(deck: str) -> Response:
    """Leave the grades as they are where newer rules differ."""
    offering.leave(visitor(), deck, now())
    flash(_("The grades stay as they are."), "right")
    return redirect(url_for(".deck", deck=deck), 303)
