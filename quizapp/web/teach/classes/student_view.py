"""A teacher's test student: one click to become it, another to go back."""

from __future__ import annotations

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from quizapp.services.classes import student_view
from quizapp.services.errors import Invalid
from quizapp.services.people import accounts
from quizapp.web import context
from quizapp.web.context import ACTING, COOKIE, now, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import refused


@bp.post("/teach/classes/<int:class_id>/test-student")
def test_student(class_id: int) -> Response:
    """Sign the teacher in as their test student of a class."""
    try:
        testing = student_view.begin(visitor(), class_id, now=now(), agent=request.user_agent.string)
    except Invalid as error:
        return refused(class_id, error)
    context.act_as(testing.mark, class_id=testing.class_id, name=testing.class_name)
    return redirect(url_for("classes.show", class_id=class_id), 303)


@bp.post("/teach/back")
def back_to_teaching() -> Response:
    """End the test student's sign-in and continue as the teacher, or go to the sign-in page if the teacher's own sign-in has ended."""
    acting = session.get(ACTING)
    if not acting:
        return redirect(url_for("home.index"), 303)
    accounts.sign_out(session.get(COOKIE, ""))
    context.sign_in(acting["back"])
    if not visitor().signed_in:
        context.sign_out()
        return redirect(url_for("account.login"), 303)
    return redirect(url_for(".class_page", class_id=acting["class_id"]), 303)
