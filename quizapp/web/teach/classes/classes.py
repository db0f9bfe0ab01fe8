"""The classes of a teacher: the first steps to one; created, named, given decks and a code, archived."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import segno
from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from quizapp.services.classes import classes, invitations, rosters, starting
from quizapp.services.errors import Invalid
from quizapp.web import renamed
from quizapp.web.addresses import full
from quizapp.web.context import class_zone, now, show_once, shown_once, today, visitor
from quizapp.web.forms import Form
from quizapp.web.redirects import wanted
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.classes.forms import ClassForm, ClassSettingsForm, CodeForm, ColleagueForm, CopyForm, GiveForm


def refused(class_id: int, error: Invalid) -> BaseResponse:
    """Show what a service refused, on the page of the class."""
    flash(sentence(error), "wrong")
    return back(class_id)


def back(class_id: int) -> BaseResponse:
    """Redirect to the page of a class."""
    return redirect(url_for(".class_page", class_id=class_id), 303)


def came_back(class_id: int, error: Invalid, **forms: Form) -> Any:
    """Render the page of a class with a form as it was sent and what was refused; an error about none of its fields is at the top."""
    [form] = forms.values()
    if error.field not in form:
        return refused(class_id, error)
    return shown(class_id, status=form.refuse(error), **forms)


def listed(form: ClassForm, *, status: int = 200) -> tuple[str, int]:
    """Render the list of classes with the form for a new one."""
    return render_template("teach/classes/index.html", classes=classes.taught(visitor()), form=form), status


def shown(class_id: int, *, status: int = 200, **forms: Form) -> tuple[str, int]:
    """Render the page of a class; a refused form is shown as it was sent."""
    roster = rosters.roster(visitor(), class_id, today())
    classroom = roster.place.classroom
    forms = {
        "saving": ClassSettingsForm(formdata=None, obj=classroom),
        "coding": CodeForm(formdata=None),
        "giving": giving(roster.to_give),
        "inviting": ColleagueForm(formdata=None, own="invited"),
        "copying": CopyForm(formdata=None, own="copy"),
        **forms,
    }
    values = {"good": classes.good(classroom, now()), "zone": class_zone(classroom.zone)}
    return render_template("teach/classes/page.html", roster=roster, **values, **forms), status


def giving(decks: Iterable[Any]) -> GiveForm:
    """Return the form that gives a class one of these decks."""
    form = GiveForm(formdata=None)
    form.deck.choices = [(deck.id, deck.title) for deck in decks]
    return form


@bp.get("/teach/start")
def start() -> str:
    """Show the three steps, with those that are done ticked off."""
    steps = starting.steps(visitor(), now())
    return render_template("teach/classes/start.html", steps=steps, form=ClassForm(formdata=None), giving=giving(steps.decks))


@bp.get("/teach/classes", endpoint="classes")
def index() -> tuple[str, int]:
    """List the classes the visitor teaches or assists."""
    return listed(ClassForm(formdata=None))


@bp.post("/teach/classes")
def create_class() -> Any:
    """Create a class."""
    form = ClassForm()
    try:
        class_id = classes.create(visitor(), form.name.data, form.zone.data, now())
    except Invalid as error:
        return listed(form, status=form.refuse(error))
    return redirect(wanted(), 303) if wanted() else back(class_id)


@bp.get("/teach/classes/<int:class_id>")
def class_page(class_id: int) -> tuple[str, int]:
    """Show the members of a class, and its decks, code and settings."""
    return shown(class_id)


@bp.post("/teach/classes/<int:class_id>")
def change_class(class_id: int) -> Any:
    """Change the settings of a class."""
    try:
        form = ClassSettingsForm(obj=classes.to_change(visitor(), class_id))
    except Invalid as error:
        return refused(class_id, error)
    try:
        fields = {name: form[name].data for name in ("name", "zone", "accounts_only", "desired_retention")}
        classes.change(visitor(), class_id, now=now(), **fields)
    except Invalid as error:
        return came_back(class_id, error, saving=form)
    flash(_("Saved."), "right")
    return back(class_id)


@bp.post("/teach/classes/<int:class_id>/archive")
def archive_class(class_id: int) -> BaseResponse:
    """Archive a class, or reopen it."""
    archived = request.form.get("archived") == "1"
    classes.archive(visitor(), class_id, archived=archived, now=now())
    flash(_("The class is archived.") if archived else _("The class is open again. Create a new code to let students join."), "right")
    return back(class_id)


@bp.post("/teach/classes/<int:class_id>/code")
def change_code(class_id: int) -> Any:
    """Make a new join code, or revoke the current one."""
    form = CodeForm()
    try:
        if request.form.get("revoke"):
            classes.revoke_code(visitor(), class_id, now())
        else:
            classes.renew_code(visitor(), class_id, form.days.data, now())
    except Invalid as error:
        return came_back(class_id, error, coding=form)
    flash(_("The old code no longer works."), "right")
    return back(class_id)


@bp.get("/teach/classes/<int:class_id>/code")
def class_code(class_id: int) -> str:
    """Show the join code for the board: large, and as a picture."""
    place = classes.board(visitor(), class_id, now())
    return render_template("teach/classes/code.html", classroom=place.classroom, address=join_address(""))


@bp.get("/teach/classes/<int:class_id>/code.svg")
def class_code_picture(class_id: int) -> Response:
    """Send a picture of the address for a join code, black on white in any theme, so that every phone can read it."""
    code = classes.board(visitor(), class_id, now()).classroom.code
    drawn = io.BytesIO()
    picture = segno.make(join_address(f"/{code}"), error="m", micro=False)
    picture.save(drawn, kind="svg", light="#fff", border=4, omitsize=True, svgclass=None, lineclass=None)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@bp.post("/teach/classes/<int:class_id>/decks")
def change_decks(class_id: int) -> BaseResponse:
    """Give a class a deck, or take one away."""
    try:
        if deck := request.form.get("take"):
            classes.take_away(visitor(), class_id, renamed.named(deck), now())
        else:
            classes.give(visitor(), class_id, renamed.named(GiveForm().deck.data), now())
    except Invalid as error:
        return refused(class_id, error)
    return redirect(wanted(), 303) if wanted() else back(class_id)


@bp.post("/teach/classes/<int:class_id>/copy")
def copy_class(class_id: int) -> Any:
    """Create a class for a new year from this one."""
    form = CopyForm(own="copy")
    try:
        new_id, left = classes.copy(visitor(), class_id, form.name.data, now())
    except Invalid as error:
        return came_back(class_id, error, copying=form)
    flash(_("The new class has the same decks and its own join code. It has no students yet."), "right")
    if left:
        words = "%(num)d deck belongs to another teacher and was left out.", "%(num)d decks belong to other teachers and were left out."
        flash(ngettext(*words, left), "partly")
    return back(new_id)


@bp.post("/teach/classes/<int:class_id>/links")
def make_staff_link(class_id: int) -> BaseResponse:
    """Create a one-time link for a colleague and redirect to the page that shows it."""
    form = ColleagueForm()
    try:
        token = invitations.for_staff(visitor(), class_id, form.role.data, now())
    except Invalid as error:
        return refused(class_id, error)  # one of two roles: anybody who sends something else gets the page unchanged
    show_once(f"link-{class_id}", [token, form.role.data])
    return redirect(url_for(".staff_link", class_id=class_id), 303)


@bp.get("/teach/classes/<int:class_id>/links")
def staff_link(class_id: int) -> Any:
    """Show a one-time link, once."""
    try:
        classroom = classes.to_change(visitor(), class_id)
        token, role = shown_once(f"link-{class_id}")
    except (Invalid, LookupError):
        flash(_("A link is shown only once. If it is lost, create another one."))
        return back(class_id)
    return render_template("teach/classes/link.html", classroom=classroom, address=full("account.welcome", token=token), role=role)


def join_address(end: str) -> str:
    """Return the address where people type a code."""
    return full("classes.enter") + end
