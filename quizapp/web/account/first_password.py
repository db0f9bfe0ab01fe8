"""The page on which a first password, typed from a sheet, is replaced; the gate redirects here until that is done."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from quizapp.services.errors import Invalid
from quizapp.services.people import accounts
from quizapp.web.account import bp
from quizapp.web.account.forms import ChooseForm
from quizapp.web.context import visitor
from quizapp.web.redirects import onward, wanted


@bp.get("/account/first-password")
def first_password() -> Any:
    """Show the form for a new password, or redirect if the visitor already has one."""
    if not visitor().first_password:
        return onward()
    return render_template("account/first_password.html", form=ChooseForm(formdata=None, own="own"), next=wanted())


@bp.post("/account/first-password")
def choose_password() -> Any:
    """Replace the first password."""
    form, status = ChooseForm(own="own"), 422
    try:
        if form.validate():
            accounts.choose_password(visitor(), form.password.data)
            flash(_("Your new password is saved."), "right")
            return onward()
    except Invalid as error:
        status = form.refuse(error)
    return render_template("account/first_password.html", form=form, next=wanted()), status
