"""Accounts created for a class: the list of names, its effect, and the sheet of first passwords."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.classes import class_accounts, classes
from quizapp.services.classes.class_accounts import RosterFault
from quizapp.services.errors import Invalid
from quizapp.web.addresses import full
from quizapp.web.context import now, settings, show_once, shown_once, visitor
from quizapp.web.sentences import listed
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import refused
from quizapp.web.teach.classes.forms import NamesForm


@bp.get("/teach/classes/<int:class_id>/accounts")
def class_accounts_form(class_id: int) -> Any:
    """Show the field for a list of names."""
    try:
        return _page(class_id, NamesForm(formdata=None))
    except Invalid as error:
        return refused(class_id, error)


@bp.post("/teach/classes/<int:class_id>/accounts")
def plan_accounts(class_id: int) -> Any:
    """Show the effect of a list; nothing is stored. A list uploaded as a file comes back as text, so that it can be corrected in place."""
    form = NamesForm()
    try:
        content = form.file.content()
        if content is not None:
            form.names.data = class_accounts.decode(content)
        return render_template("teach/classes/accounts_plan.html", plan=class_accounts.plan(visitor(), class_id, form.names.data))
    except RosterFault as fault:
        return _page(class_id, form, fault)
    except Invalid as error:
        return refused(class_id, error)


@bp.post("/teach/classes/<int:class_id>/accounts/make")
def make_accounts(class_id: int) -> Any:
    """Create the accounts of a list and redirect to the sheet."""
    form, nonce = NamesForm(), settings().nonce()
    try:
        made = class_accounts.make(visitor(), class_id, form.names.data, secret_key=settings().secret_key, nonce=nonce, now=now())
    except RosterFault as fault:
        return _page(class_id, form, fault)
    except Invalid as error:
        return refused(class_id, error)
    return _to_sheet(class_id, nonce, made)


@bp.post("/teach/classes/<int:class_id>/members/<int:user_id>/password")
def renew_password(class_id: int, user_id: int) -> Any:
    """Give somebody a new first password and redirect to the page that shows it."""
    nonce = settings().nonce()
    try:
        class_accounts.renew(visitor(), class_id, user_id, secret_key=settings().secret_key, nonce=nonce, now=now())
    except Invalid as error:
        return refused(class_id, error)
    return _to_sheet(class_id, nonce, [user_id])


@bp.get("/teach/classes/<int:class_id>/sheet")
def password_sheet(class_id: int) -> Any:
    """Show first passwords, once."""
    try:
        nonce, user_ids = shown_once(f"sheet-{class_id}")
    except LookupError:
        flash(
            _(
                "First passwords are shown only once. If one is lost, give the student a new one: open their name, then “New first "
                "password”."
            )
        )
        return redirect(url_for(".class_page", class_id=class_id), 303)
    classroom, slips = class_accounts.sheet(visitor(), class_id, user_ids, secret_key=settings().secret_key, nonce=nonce)
    return render_template("teach/classes/sheet.html", classroom=classroom, slips=slips, address=full("home.index").rstrip("/"))


def _to_sheet(class_id: int, nonce: str, user_ids: list[int]) -> Response:
    show_once(f"sheet-{class_id}", [nonce, user_ids])
    return redirect(url_for(".password_sheet", class_id=class_id), 303)


def _page(class_id: int, form: NamesForm, fault: RosterFault | None = None) -> tuple[str, int]:
    """Render the form for a list with what is wrong with it."""
    classroom = classes.to_change(visitor(), class_id)
    if fault:
        form.say("names", listed(fault.code, fault.line))
    return render_template("teach/classes/accounts.html", classroom=classroom, form=form), 422 if fault else 200
