"""A class moves from a deck to its copy: first a preview, then the move."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import ngettext

from quizapp.services.classes import moving
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.decks.decks import refused, to_deck


@bp.get("/teach/decks/<deck>/move/<int:class_id>")
def move_class(deck: str, class_id: int) -> Any:
    """Show what moving a class would do."""
    if class_id >= 2**31:
        abort(404)
    try:
        return render_template("teach/classes/move.html", deck=deck, plan=moving.plan(visitor(), deck, class_id))
    except Invalid as error:
        refused(error)
        return to_deck(deck)


@bp.post("/teach/decks/<deck>/move/<int:class_id>")
def move_class_now(deck: str, class_id: int) -> Any:
    """Move a class, with what its students know."""
    if class_id >= 2**31:
        abort(404)
    try:
        count = moving.move(visitor(), deck, class_id, now())
    except Invalid as error:
        refused(error)
        return to_deck(deck)
    words = ngettext("Moved. One student carries on where they left off.", "Moved. %(num)s students carry on where they left off.", count)
    flash(words, "right")
    return redirect(url_for("teach.class_page", class_id=class_id), 303)
