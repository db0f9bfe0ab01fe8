"""The history of a deck: two revisions side by side, restoring an old one, and bringing back what that replaced."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.authoring import drafts, revisions
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.decks.decks import moved_on, refused, to_deck
from quizapp.web.teach.decks.forms import CompareForm, SeenForm

MOST = 1_000_000


@bp.get("/teach/decks/<deck>/revisions", endpoint="revisions")
def history(deck: str) -> str | Response:
    """List the revisions of a deck, or redirect to the comparison of the two that were chosen."""
    chosen = CompareForm(formdata=request.args)
    a, b = sorted((chosen.a.data, chosen.b.data))
    if 0 < a <= b < MOST:
        return redirect(url_for("teach.compare", deck=deck, a=a, b=b), 303)
    page = revisions.history(visitor(), deck)
    return render_template("teach/decks/revisions.html", page=page, form=CompareForm.of([one.number for one in page.revisions]))


@bp.get("/teach/decks/<deck>/revisions/<int:a>..<int:b>")
def compare(deck: str, a: int, b: int) -> str:
    """Show the differences between two revisions."""
    if not 0 < max(a, b) < MOST:
        abort(404)
    return render_template("teach/decks/compare.html", comparison=revisions.compare(visitor(), deck, a, b))


@bp.post("/teach/decks/<deck>/revisions/<int:number>/restore")
def restore(deck: str, number: int) -> Any:
    """Put an old revision into the draft."""
    if number >= MOST:
        abort(404)
    try:
        revisions.restore(visitor(), deck, number, SeenForm().n.data, now())
    except Conflict as error:
        return moved_on(deck, error)
    except Invalid as error:
        refused(error)
        return to_deck(deck)
    flash(
        _("The draft now has the text of revision %(number)s. Nothing changes for students until you publish it.", number=number), "right"
    )
    return redirect(url_for("teach.publish", deck=deck), 303)


@bp.post("/teach/decks/<deck>/bring-back")
def bring_back(deck: str) -> Any:
    """Bring back what a discard or a restore has replaced in the draft."""
    try:
        drafts.bring_back(visitor(), deck, SeenForm().n.data, now())
        flash(_("What was replaced is back in the draft. What was there until now is kept in its place."), "right")
    except Conflict as error:
        return moved_on(deck, error)
    except Invalid as error:
        refused(error)
    return to_deck(deck)
