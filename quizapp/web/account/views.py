"""The settings page: what the person has chosen, the password, and where they are signed in."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid, NotAllowed, TooMany
from quizapp.services.learning import guests, my_decks, reminders
from quizapp.services.people import accounts, preferences, sign_ins
from quizapp.services.people.preferences import Preferences
from quizapp.web import languages
from quizapp.web.account import bp
from quizapp.web.account.forms import PasswordForm, SettingsForm
from quizapp.web.context import now, visitor


def page(*, settings: SettingsForm | None = None, password: PasswordForm | None = None, status: int = 200) -> tuple[str, int]:
    """Render the settings; a refused form is shown as it was sent."""
    who = visitor()
    shown = settings or SettingsForm(formdata=None, obj=who, display_name=preferences.display_name(who.id))
    values = {
        "form": shown,
        "password": password or PasswordForm(formdata=None),
        "devices": sign_ins.devices(who.id, who.token_hash),
        "decks": my_decks.listing(who.id),
        "has_calendar": reminders.has_address(who.id),
        "answers": guests.answers(who),
    }
    return render_template("account/settings.html", **values), status


def back(section: str) -> Response:
    """Redirect to a section of the settings."""
    return redirect(url_for("account.settings", _anchor=section), 303)


@bp.get("/account")
def settings() -> Any:
    """Show the settings."""
    return page()


@bp.post("/account")
def save() -> Any:
    """Store the settings."""
    form = SettingsForm()
    if not form.validate():
        return page(settings=form, status=422)
    try:
        preferences.save(visitor().id, Preferences(**form.data), languages.names())
    except Invalid as error:
        return page(settings=form, status=form.refuse(error))
    languages.chosen_anew()
    flash(_("Your settings are saved."), "right")
    return back("settings")


@bp.post("/account/password")
def password() -> Any:
    """Change the password and sign out everywhere else."""
    form = PasswordForm()
    if visitor().guest:
        raise NotAllowed
    if not form.validate():
        return page(password=form, status=422)
    asked: dict[str, Any] = {"now": now(), "address": request.remote_addr or ""}
    try:
        accounts.change_password(visitor(), form.password.data, form.new_password.data, **asked)
    except (Invalid, TooMany) as error:
        return page(password=form, status=form.refuse(error))
    flash(_("Your password is changed, and you are signed out everywhere else."), "right")
    return back("secret")


@bp.post("/account/sign-ins")
def end_sign_in() -> Response:
    """End one sign-in, or all others."""
    device = request.form.get("device")
    if device:
        sign_ins.end(visitor().id, device)
    else:
        sign_ins.end_others(visitor().id, visitor().token_hash)
    flash(_("Signed out there."), "right")
    return back("sign-ins")


@bp.post("/account/decks/<deck>/<any(stop, resume, anew):what>")
def change_deck(deck: str, what: str) -> Response:
    """Stop a deck, resume it, or start it over."""
    if what == "anew":
        my_decks.start_anew(visitor().id, deck)
        flash(_("The deck starts over. Your answers are kept in your data."), "right")
    else:
        my_decks.set_stopped(visitor().id, deck, stopped=what == "stop")
    return back("decks")
