"""The people of a class: how a student stands, what the class calls them, what they are in it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from quizapp.services.authoring import editing
from quizapp.services.classes import rosters
from quizapp.services.errors import Invalid
from quizapp.web.context import now, today, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import back


@bp.get("/teach/classes/<int:class_id>/students/<int:user_id>")
def class_student(class_id: int, user_id: int) -> str:
    """Show what a student of a class knows and what slips."""
    page = rosters.student_page(visitor(), class_id, user_id, today())
    return render_template("teach/classes/student.html", page=page, editable=editing.editable(visitor()))


@bp.get("/teach/classes/<int:class_id>/members/<int:user_id>")
def class_member(class_id: int, user_id: int) -> str:
    """Show the form for somebody's name and role."""
    page = rosters.member_page(visitor(), class_id, user_id, today())
    values = {"others": page.others, "renewable": page.renewable, "left": page.left}
    member = page.member
    return render_template(
        "teach/classes/member.html", classroom=page.place.classroom, member=member, roles=rosters.roles_for(member), **values
    )


@bp.post("/teach/classes/<int:class_id>/members/<int:user_id>")
def change_member(class_id: int, user_id: int) -> Any:
    """Change somebody's name and role, put them out, or let them in again."""
    form = request.form
    try:
        if form.get("remove"):
            rosters.remove(visitor(), class_id, user_id, now())
            flash(_("Removed. Nothing they did is deleted, and you can bring them back."), "right")
        elif form.get("return"):
            rosters.bring_back(visitor(), class_id, user_id, now())
        else:
            rosters.rename(visitor(), class_id, user_id, form.get("name", ""), form.get("role", ""), now())
    except Invalid as error:
        flash(sentence(error), "wrong")
        return redirect(url_for(".class_member", class_id=class_id, user_id=user_id), 303)
    return back(class_id)
