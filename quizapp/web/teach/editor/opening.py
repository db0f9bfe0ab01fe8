"""A form of the editor is opened: on a piece of a draft as it is written, or with what a browser sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from flask import request

from quizapp.services.authoring import editing
from quizapp.services.authoring.editing import DraftPiece, Seen
from quizapp.services.errors import NotFound
from quizapp.web.context import visitor
from quizapp.web.teach.editor import deck_forms, form_state
from quizapp.web.teach.editor.form import PARTS, TEXT, PieceForm
from quizapp.web.teach.editor.tables import FormField
from quizapp.web.teach.editor.type_forms import type_forms


def opened(deck: str, piece: DraftPiece) -> PieceForm:
    """Open a form on a piece of a draft. Raises NotFound, and Unreadable where its file is no YAML."""
    work = editing.work(visitor(), deck)
    files = work.draft.files
    if piece.kind in {"reading", "yaml"}:
        fields, data = TEXT, {"text": editing.text_of(files, piece)}
    else:
        data = dict(editing.data_of(files, piece))
        fields = fields_of(piece, data)
    state = {"f-text": [data["text"]]} if fields is TEXT else form_state.state_of(fields, data)
    return PieceForm(work, piece, fields, data, state, Seen(work.draft.n, editing.mark(files, piece)), spots=work.of(piece))


def filled(deck: str, piece: DraftPiece, chosen: Mapping[tuple[str, int], str] | None = None) -> PieceForm:
    """Open a form with what the browser sent; `chosen` are the names of the pictures that came as files, by field and row."""
    form = opened(deck, piece)
    form.state = form_state.placed(form_state.sent(request.form), chosen or {})
    form.seen = Seen(request.form.get("n", 0, type=int), request.form.get("seen", ""))
    form.rows_more = request.form.get("more", "")
    return form


def fields_of(piece: DraftPiece, data: Mapping[str, Any]) -> Sequence[FormField]:
    """Return the fields of a form. Raises NotFound for a type that there is not."""
    if piece.kind == "deck":
        return deck_forms.SETTINGS
    if piece.kind == "fact":
        return deck_forms.NEW_FACT if piece.is_new else deck_forms.FACT
    name, forms = str(data.get("type")), type_forms()
    if name not in forms:
        raise NotFound(name)
    return forms[name].fields


def sent_piece() -> DraftPiece:
    """Return the piece that the hidden fields of a form name."""
    values = {name: request.form.get(f"p-{name}", "") for name in PARTS}
    if values["kind"] not in {"fact", "question", "deck", "reading", "yaml"}:
        raise NotFound("piece")
    return DraftPiece(**cast("Any", values))
