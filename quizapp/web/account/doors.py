"""The doors: create an account, sign in, sign out."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid, TooMany
from quizapp.services.learning import guests
from quizapp.services.people import accounts
from quizapp.web import context
from quizapp.web.account import bp
from quizapp.web.account.forms import RegisterForm, SignInForm
from quizapp.web.context import ACTING, COOKIE, now, visitor
from quizapp.web.redirects import onward, wanted
from quizapp.web.unsent import kept, onward_with_it


def doors(door: str, *, sign_in: SignInForm | None = None, register: RegisterForm | None = None, status: int = 200) -> tuple[str, int]:
    """Render both doors, the requested one first."""
    forms = {
        "sign_in": sign_in or SignInForm(own="in", formdata=None),
        "register": register or RegisterForm(own="new", formdata=None),
    }
    values = {"door": door, "next": wanted(), "kept": kept(), "answers": guests.answers(visitor())}
    return render_template("account/doors.html", **values, **forms), status


def browser() -> dict[str, Any]:
    """Return the details that every new sign-in stores, and the sign-in that it replaces."""
    return {"now": now(), "agent": request.user_agent.string, "before": visitor()}


@bp.get("/login")
def login() -> Any:
    """Show the doors, signing in first."""
    return onward() if visitor().username else doors("login")


@bp.post("/login")
def sign_in() -> Any:
    """Sign in; a guest's answers are moved, or deleted if the guest says so."""
    form = SignInForm(own="in")
    if not form.validate():
        return doors("login", sign_in=form, status=422)
    try:
        where: dict[str, Any] = {"address": request.remote_addr or "", "device": context.device()}
        mark = accounts.sign_in(form.username.data, form.password.data, **where, **browser())
    except (Invalid, TooMany) as error:
        context.keep_device()
        return doors("login", sign_in=form, status=form.refuse(error))
    moved = guests.settle(visitor(), mark, bring=form.bring.data)
    context.sign_in(mark)
    if moved:
        flash(ngettext("%(num)d answer was added to your account.", "%(num)d answers were added to your account.", moved), "right")
    return onward_with_it()


@bp.get("/register")
def register() -> Any:
    """Show the doors, creating an account first."""
    return onward() if visitor().username else doors("register")


@bp.post("/register")
def create_account() -> Any:
    """Create an account; a guest becomes its holder."""
    form = RegisterForm(own="new")
    if not form.validate():
        return doors("register", register=form, status=422)
    try:
        mark = accounts.register(form.username.data, form.password.data, display_name=form.display_name.data, **browser())
    except Invalid as error:
        return doors("register", register=form, status=form.refuse(error))
    context.sign_in(mark)
    flash(_("Your account is ready. Your answers are kept for good."), "right")
    return onward()


@bp.post("/logout")
def logout() -> Response:
    """End this sign-in, with every copy of its cookie."""
    accounts.sign_out(session.get(COOKIE, ""))
    accounts.sign_out(session.get(ACTING, {}).get("back", ""))
    context.sign_out()
    flash(_("You are signed out."))
    return redirect(url_for("home.index"), 303)
