"""Joining a class: its code, and a name."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.services.classes import joining
from quizapp.services.classes.classes import Classroom
from quizapp.services.errors import Invalid
from quizapp.services.grading import class_dates, my_assignments
from quizapp.web import context
from quizapp.web.classes import bp
from quizapp.web.classes.forms import JoinForm
from quizapp.web.context import now, visitor, zone
from quizapp.web.sentences import sentence


@bp.get("/join")
def enter() -> Any:
    """Show the field for a code, or redirect to the typed one."""
    if typed := request.args.get("code", "").strip():
        return redirect(url_for(".join", code=joining.clean_code(typed) or typed[:60]), 303)
    return render_template("classes/enter.html", code="", fault="")


@bp.get("/join/<code>")
def join(code: str) -> Any:
    """Show the class of a code, and the field for a name."""
    try:
        classroom, live = joining.look(visitor(), code, now=now(), address=request.remote_addr or "")
    except Invalid as error:
        return _wrong(code, error)
    if live:
        return redirect(url_for(".show", class_id=classroom.id), 303)
    if classroom.accounts_only and not visitor().username:
        return _register(code)
    return _named(classroom, code, JoinForm(formdata=None, obj=visitor()))


@bp.post("/join/<code>")
def admit(code: str) -> Any:
    """Add the visitor to the class, as a guest without an account, and welcome them there."""
    asked: dict[str, Any] = {"now": now(), "address": request.remote_addr or ""}
    form = JoinForm()
    try:
        class_id, mark = joining.join(visitor(), code, form.name.data, agent=request.user_agent.string, **asked)
    except Invalid as error:
        if error.code == "accounts":
            return _register(code)
        if error.field == "code":
            return _wrong(code, error)
        return _named(joining.look(visitor(), code, **asked)[0], code, form, status=form.refuse(error))
    if mark:
        context.sign_in(mark, known=False)
    return redirect(url_for(".joined", class_id=class_id), 303)


@bp.get("/classes/<int:class_id>/joined")
def joined(class_id: int) -> str:
    """Welcome a student who has just joined: their name, what is due, and the way to the reading."""
    arrival, mine = joining.arrival(visitor(), class_id), my_assignments.assigned(visitor(), now(), class_id)
    return render_template("classes/joined.html", arrival=arrival, dates=class_dates.coming(mine), zone=zone())


def _named(classroom: Classroom, code: str, form: JoinForm, *, status: int = 200) -> tuple[str, int]:
    """Render the class of a code, and the field for a name."""
    return render_template("classes/join.html", classroom=classroom, code=code, form=form), status


def _wrong(code: str, error: Invalid) -> tuple[str, int]:
    """Show the field for a code again after a code without a class."""
    return render_template("classes/enter.html", code=code, fault=sentence(error)), 404


def _register(code: str) -> Response:
    flash(sentence(Invalid("code", "accounts")))
    return redirect(url_for("account.register", next=url_for(".join", code=code)), 303)
