"""Opens a form of the editor with a piece of a draft, or with what a browser sent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast, get_args

from flask import request

from quizapp.services.authoring import editing
from quizapp.services.authoring.editing import DraftPiece, Work
from quizapp.services.errors import NotFound
from quizapp.web.context import visitor
from quizapp.web.teach.editor import deck_forms, form_state
from quizapp.web.teach.editor.forms import PARTS, PieceForm, class_of
from quizapp.web.teach.editor.type_forms import type_forms

Chosen = Mapping[tuple[str, str], Mapping[int, str]]
"""The names of pictures by the key and the column of their field, then by the number of the row from 0."""


def opened(deck: str, piece: DraftPiece) -> PieceForm:
    """Open a form with a piece of a draft. Raises NotFound, also if its file is not valid YAML."""
    work = editing.work(visitor(), deck)
    made, was = asked_of(work, piece)
    seen = {"n": work.draft.n, "seen": editing.mark(work.draft.files, piece)}
    return made(work, piece, was, formdata=None, data={**form_state.held_of(made.table, was), **seen})


def filled(deck: str, piece: DraftPiece, chosen: Chosen = MappingProxyType({})) -> PieceForm:
    """Open a form with what the browser sent, and the pictures that came as files. Raises NotFound."""
    work = editing.work(visitor(), deck)
    made, was = asked_of(work, piece)
    form = made(work, piece, was)
    form.more = request.form.get("more", "")
    for asked in made.table:
        for column in asked.columns:
            for number, name in chosen.get((asked.key, column.key), {}).items():
                form.rows(asked).put(number, column.key, name)
    return form


def asked_of(work: Work, piece: DraftPiece) -> tuple[type[PieceForm], Mapping[str, Any]]:
    """Return the class of the form for a piece, and the data of the piece. Raises NotFound, also for an unknown type."""
    files = work.draft.files
    if piece.kind in deck_forms.TEXTS:
        table = deck_forms.FACT_YAML if piece.fact and piece.kind == "yaml" else deck_forms.TEXTS[piece.kind]
        return class_of(table), {"text": editing.text_of(files, piece)}
    was = editing.data_of(files, piece)
    if piece.kind == "deck":
        return class_of(deck_forms.SETTINGS), was
    if piece.kind == "fact":
        return class_of(deck_forms.NEW_FACT if piece.is_new else deck_forms.FACT), was
    name, forms = str(was.get("type")), type_forms()
    if name not in forms:
        raise NotFound(name)
    return class_of(forms[name].fields), was


def sent_piece() -> DraftPiece:
    """Return the piece that the hidden fields of a form name. Raises NotFound."""
    values = {name: request.form.get(f"p-{name}", "") for name in PARTS}
    if values["kind"] not in get_args(editing.Kind):
        raise NotFound("piece")
    return DraftPiece(**cast("Any", values))
