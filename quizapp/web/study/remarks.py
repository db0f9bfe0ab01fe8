"""What a learner says about a graded answer, and undoing it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid, TooMany
from quizapp.services.grading import reports
from quizapp.services.learning import rounds
from quizapp.web.context import moment, visitor
from quizapp.web.redirects import wanted
from quizapp.web.sentences import sentence
from quizapp.web.study import bp
from quizapp.web.study.forms import ReportForm
from quizapp.web.study.views import drawn, kept, scope


def back_to(n: int) -> Response:
    """Redirect to the page that the form was on, or else to the feedback of the answer."""
    return redirect(wanted() or url_for(".feedback", n=n, **kept(scope())), 303)


def too_many(error: TooMany) -> str:
    """Say that a limit is reached."""
    hours = -(-error.minutes // 60)
    words: str = ngettext(
        "You have said this ten times in one day. Nothing was changed; try again in an hour.",
        "You have said this ten times in one day. Nothing was changed; try again in %(num)s hours.",
        hours,
    )
    return words


@bp.post("/study/feedback/<int:n>/right")
def claim(n: int) -> Response:
    """Claim that a typed answer was right, or undo that."""
    if request.form.get("withdraw"):
        reports.take_back_claim(visitor(), n, moment())
        return back_to(n)
    try:
        reports.claim(visitor(), n, moment())
    except TooMany as error:
        flash(too_many(error), "wrong")
    return back_to(n)


@bp.post("/study/feedback/<int:n>/report")
def report(n: int) -> Any:
    """Report what is wrong with the question of an answer, or withdraw that."""
    if request.form.get("withdraw"):
        reports.take_back_report(visitor(), n)
        return back_to(n)
    form = ReportForm(n)
    try:
        reports.report(visitor(), n, form.words.data, moment())
    except TooMany as error:
        return came_back(n, form, too_many(error), 429)
    except Invalid as error:
        return came_back(n, form, sentence(error), 422)
    return back_to(n)


def came_back(n: int, form: ReportForm, words: str, status: int) -> Any:
    """Render the feedback with the form as it was sent and why it was refused; without such a form, the error is at the top of the page."""
    feedback = rounds.feedback(visitor(), scope(), n, moment())
    if feedback.undone or feedback.reported:
        flash(words, "wrong")
        return back_to(n)
    form.say("words", words)
    return drawn("study/feedback.html", scope(), feedback=feedback, refused=form, back=wanted()), status
