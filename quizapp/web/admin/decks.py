"""Decks of the site: whose they are and who sees them; handed over, withdrawn."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid
from quizapp.services.site import administration
from quizapp.web.admin import bp
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence


@bp.get("/admin/decks")
def decks() -> str:
    """List every deck of the site."""
    return render_template("admin/decks.html", decks=administration.decks(visitor()))


@bp.post("/admin/decks/<deck>/owner")
def hand_over(deck: str) -> Response:
    """Make a teacher the only owner of a deck."""
    username = request.form.get("username", "")
    try:
        administration.hand_over(visitor(), deck, username, now())
    except Invalid as error:
        flash(sentence(error), "wrong")
    else:
        flash(_("%(name)s is now the only owner of the deck.", name=username), "right")
    return redirect(url_for(".decks"), 303)


@bp.post("/admin/decks/<deck>/withdraw")
def withdraw(deck: str) -> Response:
    """Let nobody but its owners see a deck."""
    administration.withdraw(visitor(), deck, now())
    flash(_("Only its owners can see the deck now. All answers are kept."), "right")
    return redirect(url_for(".decks"), 303)
