"""One-time links: a teacher's account, a place in a class, a new password. What a link does is looked up when it is opened."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.classes import invitations
from quizapp.services.classes.invitations import LinkOffer
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.people import accounts
from quizapp.web import context
from quizapp.web.account import bp
from quizapp.web.account.doors import browser
from quizapp.web.account.forms import AccountForm, ChooseForm, RegisterForm
from quizapp.web.context import now, visitor
from quizapp.web.errors import not_found

ADDRESS = "/welcome/<token>"


@bp.get(ADDRESS)
def welcome(token: str) -> str:
    """Show what a one-time link offers."""
    offer = invitations.offer(token, now())
    return _page(token, offer, _form(offer))


@bp.post(ADDRESS)
def accept(token: str) -> Any:
    """Accept what a one-time link offers and use it up."""
    offer = invitations.offer(token, now())
    form, status = _form(offer), 422
    try:
        if offer.classroom:
            return redirect(url_for("teach.class_page", class_id=invitations.accept_place(visitor(), token, now())), 303)
        if form.validate():
            return _take(token, offer, form)
    except Invalid as error:
        if offer.classroom:
            return _to_another_name()
        status = form.refuse(error)
    return _page(token, offer, form), status


def _to_another_name() -> Response:
    """Redirect to the settings, where the display name can be changed."""
    flash(_("Somebody in this class already has your name. Change the name shown in your settings, then open the link again."), "wrong")
    return redirect(url_for("account.settings"), 303)


@bp.errorhandler(NotFound)
def ended(error: NotFound) -> Any:
    """Say that a one-time link no longer works, and who can create another; anything else not found gets the usual answer."""
    if request.url_rule and request.url_rule.rule == ADDRESS:
        return render_template("account/link_ended.html"), 404
    return not_found(error)


def _take(token: str, offer: LinkOffer, form: AccountForm) -> Any:
    password = form["password"].data
    if offer.kind == "password":
        context.sign_in(invitations.accept_password(token, password, **browser()))
        flash(_("Your new password is saved. You are signed out everywhere else."), "right")
        return redirect(url_for("home.index"), 303)
    names: dict[str, Any] = {"username": form["username"].data, "display_name": form["display_name"].data}
    context.sign_in(accounts.accept(token, password=password, **names, **browser()))
    return redirect(url_for("teach.start"), 303)


def _form(offer: LinkOffer) -> AccountForm:
    return ChooseForm(own="new") if offer.kind == "password" else RegisterForm(own="new")


def _page(token: str, offer: LinkOffer, form: AccountForm) -> str:
    template = {"password": "account/new_password.html", "staff": "account/staff.html"}.get(offer.kind, "account/welcome.html")
    return render_template(template, link=token, offer=offer, form=form)
