"""What becomes of a form of the editor that was sent: saved, shown with its preview, or given back with what was typed."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, session
from flask_babel import gettext as _

from quizapp.services.authoring import editing
from quizapp.services.authoring.editing import Clash, DraftPiece, Unreadable
from quizapp.services.errors import Invalid, NotFound
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach.editor.drawing import SAVED, address, shown
from quizapp.web.teach.editor.form import PieceForm
from quizapp.web.teach.editor.opening import filled
from quizapp.web.teach.editor.refusals import clashed, gone, refused
from quizapp.web.teach.editor.uploads import Taken, lacking, take

LAST_SAVED = 8


def answered(deck: str, piece: DraftPiece) -> Any:
    """Answer a form that was sent: save it, or show it again with more rows, its preview or what is wrong."""
    taken = Taken()
    try:
        taken = take(deck)
        form = filled(deck, piece, taken.chosen)
        form.refused = taken.refused
        if any(request.form.get(name) for name in ("more", "preview", "try")):
            return shown(form.typed())
        return _saved(form, deck)
    except Unreadable as error:
        return refused(
            filled(deck, piece, taken.chosen),
            _("This is not valid YAML (line %(line)s). Nothing was saved. What you wrote is still here.", line=error.line),
        )
    except Invalid as error:
        words = _("%(why)s What you wrote is still here.", why=sentence(error))
        return refused(filled(deck, piece, taken.chosen), words)
    except Clash as clash:
        return clashed(filled(deck, piece, taken.chosen), clash)
    except NotFound:
        return gone(deck)


def _saved(form: PieceForm, deck: str) -> Any:
    """Save a form and lead to the page of what it made; to a script that saves while one types say only that it is done."""
    if form.piece.is_new and not any(value.strip() for values in form.state.values() for value in values):
        form.fault = _("There is nothing here yet.")
        return shown(form), 422
    autosaved = bool(request.headers.get("X-Autosave"))
    form.refused = {**({} if autosaved else lacking(form)), **form.refused}
    if form.refused:
        return refused(form.typed(), _("Not saved yet. Please check the picture below. What you wrote is still here."))
    draft, piece = editing.save(visitor(), deck, form.piece, form.change, form.seen, now())
    if autosaved:
        return Response(status=204, headers={"X-Draft": str(draft.n), "X-Seen": editing.mark(draft.files, piece)})
    if sending := request.form.get("sending", "")[:20]:
        session[SAVED] = [*session.get(SAVED, []), sending][-LAST_SAVED:]
    flash(_("Draft saved. Students see the changes when you publish."), "right")
    if draft.merged:
        flash(_("%(name)s has changed other parts of this draft in the meantime; both are kept.", name=draft.merged))
    return redirect(address(deck, piece), 303)
