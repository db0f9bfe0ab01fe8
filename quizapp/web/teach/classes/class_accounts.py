"""Accounts made for a class: the list of names, what it would do, and the sheet of first passwords."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.classes import class_accounts, classes
from quizapp.services.classes.class_accounts import RosterFault
from quizapp.services.errors import Invalid
from quizapp.web.context import now, settings, show_once, shown_once, visitor
from quizapp.web.sentences import listed
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import refused, site


@bp.get("/teach/classes/<int:class_id>/accounts")
def class_accounts_form(class_id: int) -> Any:
    """Show the field for a list of names."""
    try:
        return _form(class_id)
    except Invalid as error:
        return refused(class_id, error)


@bp.post("/teach/classes/<int:class_id>/accounts")
def plan_accounts(class_id: int) -> Any:
    """Show what a list would do; nothing is stored."""
    names = request.form.get("names", "")
    try:
        file = request.files.get("file")
        text = class_accounts.decode(file.read()) if file and file.filename else names
        return render_template("teach/classes/accounts_plan.html", plan=class_accounts.plan(visitor(), class_id, text))
    except RosterFault as fault:
        return _form(class_id, names=names, fault=fault), 422
    except Invalid as error:
        return refused(class_id, error)


@bp.post("/teach/classes/<int:class_id>/accounts/make")
def make_accounts(class_id: int) -> Any:
    """Make the accounts of a list and lead to the sheet."""
    names, nonce = request.form.get("names", ""), settings().nonce()
    try:
        made = class_accounts.make(visitor(), class_id, names, secret_key=settings().secret_key, nonce=nonce, now=now())
    except RosterFault as fault:
        return _form(class_id, names=names, fault=fault), 422
    except Invalid as error:
        return refused(class_id, error)
    return _to_sheet(class_id, nonce, made)


@bp.post("/teach/classes/<int:class_id>/members/<int:user_id>/password")
def renew_password(class_id: int, user_id: int) -> Any:
    """Give somebody a new first password and lead to the page that shows it."""
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
        flash(_("First passwords are shown once. Where one is lost, give that student a new one: their name, then “New first password”."))
        return redirect(url_for(".class_page", class_id=class_id), 303)
    classroom, slips = class_accounts.sheet(visitor(), class_id, user_ids, secret_key=settings().secret_key, nonce=nonce)
    return render_template("teach/classes/sheet.html", classroom=classroom, slips=slips, address=site())


def _to_sheet(class_id: int, nonce: str, user_ids: list[int]) -> Response:
    show_once(f"sheet-{class_id}", [nonce, user_ids])
    return redirect(url_for(".password_sheet", class_id=class_id), 303)


def _form(class_id: int, *, names: str = "", fault: RosterFault | None = None) -> str:
    classroom = classes.to_change(visitor(), class_id)
    words = listed(fault.code, fault.line) if fault else ""
    return render_template("teach/classes/accounts.html", classroom=classroom, names=names, fault=words)
