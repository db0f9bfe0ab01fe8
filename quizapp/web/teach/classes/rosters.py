"""The members of a class: a student's progress, their name in class, their role."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from quizapp.domain.people.audiences import ClassRole
from quizapp.services.authoring import editing
from quizapp.services.classes import rosters
from quizapp.services.errors import Invalid
from quizapp.web.context import now, today, visitor
from quizapp.web.roles import CLASS_ROLE_CHOICES
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import back
from quizapp.web.teach.classes.forms import MemberForm


@bp.get("/teach/classes/<int:class_id>/students/<int:user_id>")
def class_student(class_id: int, user_id: int) -> str:
    """Show what a student of a class knows and what keeps slipping."""
    page = rosters.student_page(visitor(), class_id, user_id, today())
    return render_template("teach/classes/student.html", page=page, editable=editing.editable(visitor()))


@bp.get("/teach/classes/<int:class_id>/members/<int:user_id>")
def class_member(class_id: int, user_id: int) -> tuple[str, int]:
    """Show the form for somebody's name and role."""
    return shown(class_id, user_id)


@bp.post("/teach/classes/<int:class_id>/members/<int:user_id>")
def change_member(class_id: int, user_id: int) -> Any:
    """Change somebody's name and role, remove them, or let them back in."""
    form = MemberForm()
    try:
        if request.form.get("remove"):
            rosters.remove(visitor(), class_id, user_id, now())
            flash(_("Removed. None of their work is deleted, and you can let them back in."), "right")
        elif request.form.get("return"):
            rosters.bring_back(visitor(), class_id, user_id, now())
        else:
            rosters.rename(visitor(), class_id, user_id, form.name.data, form.role.data, now())
    except Invalid as error:
        return came_back(class_id, user_id, form, error)
    return back(class_id)


def came_back(class_id: int, user_id: int, form: MemberForm, error: Invalid) -> Any:
    """Render the page again with what was refused; an error that belongs to a button, or to no field, is at the top of the page."""
    if form.name.raw_data and error.field in form:
        return shown(class_id, user_id, form, status=form.refuse(error))
    flash(sentence(error), "wrong")
    return redirect(url_for(".class_member", class_id=class_id, user_id=user_id), 303)


def shown(class_id: int, user_id: int, form: MemberForm | None = None, *, status: int = 200) -> tuple[str, int]:
    """Render the page of a class member; a refused form is shown as it was sent."""
    page = rosters.member_page(visitor(), class_id, user_id, today())
    form = form or MemberForm(formdata=None, obj=page.member)
    form.role.choices = [(role, CLASS_ROLE_CHOICES[ClassRole(role)]) for role in rosters.roles_for(page.member)]
    if form.role.data not in dict(form.role.choices):
        form.role.data = page.member.role
    values = {"classroom": page.place.classroom, "member": page.member, "others": page.others, "left": page.left}
    return render_template("teach/classes/member.html", form=form, renewable=page.renewable, **values), status
