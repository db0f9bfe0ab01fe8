"""What a learner says about a judged answer, and takes back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid, TooMany
from quizapp.services.grading import reports
from quizapp.web.context import moment, visitor
from quizapp.web.redirects import wanted
from quizapp.web.sentences import sentence
from quizapp.web.study import bp
from quizapp.web.study.views import kept, scope


def back_to(n: int) -> Response:
    """Lead back to the page that the form was on, else to the feedback of the answer."""
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
    """Say that my typed answer was right, or take that back."""
    if request.form.get("withdraw"):
        reports.take_back_claim(visitor(), n, moment())
        return back_to(n)
    try:
        reports.claim(visitor(), n, moment())
    except TooMany as error:
        flash(too_many(error), "wrong")
    return back_to(n)


@bp.post("/study/feedback/<int:n>/report")
def report(n: int) -> Response:
    """Say what is wrong with the question I answered, or take that back."""
    if request.form.get("withdraw"):
        reports.take_back_report(visitor(), n)
        return back_to(n)
    try:
        reports.report(visitor(), n, request.form.get("words", ""), moment())
    except TooMany as error:
        flash(too_many(error), "wrong")
    except Invalid as error:
        flash(sentence(error), "wrong")
    return back_to(n)
