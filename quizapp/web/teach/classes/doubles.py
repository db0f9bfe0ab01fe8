"""Somebody who joined twice: what a merge would do, and doing it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.classes import doubles
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import refused


@bp.get("/teach/classes/<int:class_id>/members/<int:user_id>/merge")
def merge_plan(class_id: int, user_id: int) -> Any:
    """Show what would happen to the two students, before anything is done; `into` is the other one."""
    try:
        double = doubles.dry_run(visitor(), class_id, user_id, request.args.get("into", 0, type=int))
    except Invalid as error:
        return refused(class_id, error)
    return render_template("teach/classes/merge.html", double=double)


@bp.post("/teach/classes/<int:class_id>/members/<int:user_id>/merge")
def merge(class_id: int, user_id: int) -> Response:
    """Merge the two students."""
    target = request.form.get("into", 0, type=int)
    try:
        double = doubles.merge(visitor(), class_id, user_id, target, now())
    except Invalid as error:
        return refused(class_id, error)
    flash(_("%(source)s and %(target)s have been merged.", source=double.source.name, target=double.target.name), "right")
    return redirect(url_for(".class_student", class_id=class_id, user_id=target), 303)
