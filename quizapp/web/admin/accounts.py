"""Accounts: found, given a role, disabled, enabled, let back in with a link, erased."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.classes import invitations
from quizapp.services.errors import Invalid
from quizapp.services.site import administration
from quizapp.web.addresses import full
from quizapp.web.admin import bp
from quizapp.web.admin.forms import EraseAccountForm, RoleForm
from quizapp.web.context import now, show_once, shown_once, visitor
from quizapp.web.forms import Form


@bp.get("/admin/accounts")
def accounts() -> str:
    """List the accounts, or those whose name contains the typed text."""
    wanted = request.args.get("q", "")
    page = administration.accounts(visitor(), wanted, request.args.get("page", 1, type=int))
    return render_template("admin/accounts.html", page=page, wanted=wanted)


@bp.get("/admin/accounts/<int:user_id>")
def account(user_id: int) -> tuple[str, int]:
    """Show an account and what can be done with it."""
    return shown(user_id)


@bp.post("/admin/accounts/<int:user_id>/role")
def change_role(user_id: int) -> Any:
    """Change somebody's role."""
    form = RoleForm(obj=administration.account(visitor(), user_id).account)
    try:
        administration.set_role(visitor(), user_id, form.role.data, now())
    except Invalid as error:
        return shown(user_id, status=form.refuse(error), giving=form)
    flash(_("Saved."), "right")
    return _back(user_id)


@bp.post("/admin/accounts/<int:user_id>/disabled")
def change_disabled(user_id: int) -> Any:
    """Disable an account, or enable it again."""
    form, disabled = Form(), request.form.get("disabled") == "1"
    try:
        administration.set_disabled(visitor(), user_id, now(), disabled=disabled)
    except Invalid as error:
        return shown(user_id, status=form.refuse(error), closing=form)
    flash(_("The account is closed and signed out everywhere. Nothing was deleted.") if disabled else _("The account is open."), "right")
    return _back(user_id)


@bp.post("/admin/accounts/<int:user_id>/link")
def make_password_link(user_id: int) -> Response:
    """Create a one-time link with which somebody chooses a new password."""
    token = invitations.for_password(visitor(), user_id, now())
    return _to_link(token, administration.account(visitor(), user_id).account.username)


@bp.post("/admin/invitations")
def invite_teacher() -> Response:
    """Create a one-time link for a teacher's account."""
    return _to_link(invitations.for_teacher(visitor(), now()), "")


@bp.get("/admin/link")
def link() -> Any:
    """Show a one-time link, once."""
    try:
        token, username = shown_once("admin-link")
    except LookupError:
        flash(_("A link is shown only once. If it is lost, create another one."))
        return redirect(url_for(".accounts"), 303)
    return render_template("admin/link.html", address=full("account.welcome", token=token), username=username)


@bp.post("/admin/accounts/<int:user_id>/delete")
def delete_account(user_id: int) -> Any:
    """Erase an account after its user name was typed."""
    form = EraseAccountForm()
    try:
        username = administration.delete(visitor(), user_id, form.username.data, now())
    except Invalid as error:
        return shown(user_id, status=form.refuse(error), erasing=form)
    flash(_("%(name)s and all their data have been erased.", name=username), "right")
    return redirect(url_for(".accounts"), 303)


def shown(user_id: int, *, status: int = 200, **forms: Form) -> tuple[str, int]:
    """Render the page of an account; a refused form is shown as it was sent."""
    page = administration.account(visitor(), user_id)
    giving, closing, erasing = RoleForm(formdata=None, obj=page.account), Form(formdata=None), EraseAccountForm(formdata=None)
    values: dict[str, Form] = {"giving": giving, "closing": closing, "erasing": erasing, **forms}
    return render_template("admin/account.html", page=page, **values), status


def _back(user_id: int) -> Response:
    return redirect(url_for(".account", user_id=user_id), 303)


def _to_link(token: str, username: str) -> Response:
    show_once("admin-link", [token, username])
    return redirect(url_for(".link"), 303)
