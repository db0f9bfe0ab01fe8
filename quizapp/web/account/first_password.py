"""A first password, typed from a sheet: it is replaced before anything else can be done."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from quizapp.services.errors import DatabaseUnavailable, Invalid
from quizapp.services.people import accounts
from quizapp.web.account import bp
from quizapp.web.account.forms import ChooseForm
from quizapp.web.context import visitor
from quizapp.web.redirects import onward, wanted

OPEN = {"account.first_password", "account.choose_password", "account.logout", "home.healthz", "home.readyz", "home.favicon"}


@bp.get("/account/first-password")
def first_password() -> Any:
    """Ask for a password of one's own; who has one goes on."""
    if not visitor().first_password:
        return onward()
    return render_template("account/first_password.html", form=ChooseForm(), next=wanted())


@bp.post("/account/first-password")
def choose_password() -> Any:
    """Take a password in place of the first one."""
    form, status = ChooseForm(), 422
    try:
        if form.validate():
            accounts.choose_password(visitor(), form.password.data or "")
            flash(_("This is your password from now on."), "right")
            return onward()
    except Invalid as error:
        status = form.refuse(error)
    return render_template("account/first_password.html", form=form, next=wanted()), status


@bp.before_app_request
def choose_first() -> Any:
    """Lead who still has a first password to the page where it is replaced, whatever they asked for; from there they go on."""
    if request.endpoint is None or request.endpoint in OPEN:
        return None
    try:
        waits = visitor().first_password
    except DatabaseUnavailable:
        return None  # the page itself will say so
    there = request.full_path.removesuffix("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("account.first_password", next=there), 303) if waits else None
