"""The decks of the site: who owns them and who sees them; handed over, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.reading.deck import Origin
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid
from quizapp.services.site import administration
from quizapp.web.admin import bp
from quizapp.web.admin.forms import HandOverForm
from quizapp.web.changed_drafts import changed
from quizapp.web.context import now, visitor


@bp.get("/admin/decks")
def decks() -> tuple[str, int]:
    """List every deck of the site."""
    return shown()


@bp.post("/admin/decks/<deck>/owner")
def hand_over(deck: str) -> Any:
    """Make a teacher the only owner of a deck."""
    form = HandOverForm(deck)
    try:
        administration.hand_over(visitor(), deck, form.username.data, form.n.data, now())
    except Conflict as error:
        return changed(error, url_for(".decks"))
    except Invalid as error:
        return shown(status=form.refuse(error), handing={deck: form})
    flash(_("%(name)s is now the only owner of the deck.", name=form.username.data), "right")
    return redirect(url_for(".decks"), 303)


@bp.post("/admin/decks/<deck>/withdraw")
def withdraw(deck: str) -> Response:
    """Hide a deck from everybody but its owners."""
    administration.withdraw(visitor(), deck, now())
    flash(_("Only its owners can see the deck now. All answers are kept."), "right")
    return redirect(url_for(".decks"), 303)


def shown(*, status: int = 200, handing: Mapping[str, HandOverForm] = MappingProxyType({})) -> tuple[str, int]:
    """Render the list of decks, with a form for each written in the browser; a refused form is open and shown as it was sent."""
    listed = administration.decks(visitor())
    forms = {deck.id: HandOverForm(deck.id, formdata=None) for deck in listed if deck.origin == Origin.DATABASE}
    return render_template("admin/decks.html", decks=listed, handing={**forms, **handing}), status
