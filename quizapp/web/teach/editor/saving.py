"""Handles a submitted form of the editor: saves it, shows its preview or more rows, or gives it back with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, redirect, request, session
from flask_babel import gettext as _

from quizapp.services.authoring import editing
from quizapp.services.authoring.drafts import Draft
from quizapp.services.authoring.editing import Clash, DraftPiece, Seen, Unreadable
from quizapp.services.errors import Invalid, NotFound
from quizapp.web.context import now, visitor
from quizapp.web.teach.editor.drawing import SAVED, address, shown
from quizapp.web.teach.editor.forms import PieceForm
from quizapp.web.teach.editor.opening import filled
from quizapp.web.teach.editor.refusals import clashed, gone, refused
from quizapp.web.teach.editor.tables import PREFIX
from quizapp.web.teach.editor.uploads import lacking, take

LAST_SAVED = 8


def answered(deck: str, piece: DraftPiece) -> Any:
    """Handle a submitted form, even if its piece is gone or has become unreadable in the meantime."""
    try:
        taken = take(deck)
        return _done(filled(deck, piece, taken.chosen), taken.refused)
    except NotFound:
        return gone(deck)


def _done(form: PieceForm, unfit: Mapping[str, str]) -> Any:
    """Do what the button asks: save a form, or show more rows or its preview. `unfit` has the reason why a field's picture was refused."""
    try:
        if any(request.form.get(button) for button in ("more", "preview", "try")):
            return _shown(form, unfit)
        if form.piece.is_new and not any(text.strip() for _name, text in form.controls):
            form.say("", _("There is nothing here yet."))
            return shown(form), 422
        autosaved = bool(request.headers.get("X-Autosave"))
        if unfit := {**({} if autosaved else lacking(form)), **unfit}:
            form.say("", _("Not saved yet. Please check the picture below. What you wrote is still here."))
            return _shown(form, unfit), 422
        draft, piece = editing.save(visitor(), form.work.draft.deck_id, form.piece, form.change, Seen(form.n.data, form.seen.data), now())
    except (Invalid, Unreadable) as error:
        return refused(form, error)
    except Clash as clash:
        return clashed(form, clash)
    return _told(draft, piece) if autosaved else _onward(form, draft, piece)


def _shown(form: PieceForm, unfit: Mapping[str, str]) -> str:
    """Render a form with the problems it would have if it were saved, and those of its pictures."""
    for key, words in unfit.items():
        form.say(f"{PREFIX}{key}", words)
    return shown(form.typed())


def _told(draft: Draft, piece: DraftPiece) -> Response:
    """Tell a script that autosaves that it is done, and which state the page has now seen."""
    return Response(status=204, headers={"X-Draft": str(draft.n), "X-Seen": editing.mark(draft.files, piece)})


def _onward(form: PieceForm, draft: Draft, piece: DraftPiece) -> Any:
    """Redirect to the page of what was saved."""
    if sending := form.sending.data[:20]:
        session[SAVED] = [*session.get(SAVED, []), sending][-LAST_SAVED:]
    flash(_("Draft saved. Students see the changes when you publish."), "right")
    if draft.merged:
        flash(_("%(name)s has changed other parts of this draft in the meantime; both are kept.", name=draft.merged))
    return redirect(address(draft.deck_id, piece), 303)
