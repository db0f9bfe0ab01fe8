"""A learner's notes on facts: stored, changed and deleted by one form."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from quizapp.services.errors import Invalid
from quizapp.services.learning import notes
from quizapp.web.context import now, visitor
from quizapp.web.read import bp
from quizapp.web.read.forms import NoteForm
from quizapp.web.redirects import wanted


@bp.post("/decks/<deck>/notes/<fact>")
def note(deck: str, fact: str) -> Any:
    """Store a note on a fact, or delete it if the text is empty, and redirect to where it was written."""
    onward, form = wanted() or url_for(".reading", deck=deck), NoteForm(fact)
    try:
        kept = notes.write_note(visitor(), deck, fact, form.text.data, now())
    except Invalid as error:
        status = form.refuse(error)
        return render_template("read/note.html", deck=deck, fact=fact, form=form, next=onward), status
    flash(_("Note saved.") if kept else _("Note removed."), "right")
    return redirect(onward, 303)
