"""Pictures that come as files with a form of the editor: kept in the draft at once, so that none is lost whatever becomes of the form.

A field `u-<field>-<column>` holds files, one for each row; the picture is chosen in the field `f-<field>-<column>` of that row.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from quizapp.services.authoring import editing_pictures
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach.editor import form_state
from quizapp.web.teach.editor.form import PieceForm

PREFIX = "u-"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files of a form: the names of the pictures by field and row, and by field why others were refused."""

    chosen: Mapping[tuple[str, int], str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def take(deck: str) -> Taken:
    """Keep the pictures that came with a form. Raises NotFound for who may not edit the deck."""
    chosen, refused = {}, {}
    for name in request.files:
        if not name.startswith(PREFIX):
            continue
        place = name.removeprefix(PREFIX)
        for row, sent in enumerate(request.files.getlist(name)):
            if not sent.filename:
                continue
            try:
                chosen[f"{form_state.PREFIX}{place}", row] = keep(deck, sent)
            except Invalid as error:
                refused[place.partition("-")[0]] = sentence(error)
    return Taken(chosen, refused)


def keep(deck: str, sent: FileStorage) -> str:
    """Keep the picture of a file in a draft and return its name there. Raises NotFound, Invalid (picture)."""
    with contextlib.closing(sent):
        content: bytes = sent.read()
    return editing_pictures.add(visitor(), deck, sent.filename or "", content, now())


def lacking(form: PieceForm) -> dict[str, str]:
    """Say of each field with pictures whether words of a picture are missing, or a picture to its words."""
    found = {}
    for each in form.fields:
        for column in each.columns:
            if column.choices != "pictures":
                continue
            alt = next(other.key for other in each.columns if other.needs == column.key)
            was = {row.get(alt, "") for row in form_state.rows(each, form_state.state_of(form.fields, form.data))}
            for row in form_state.rows(each, form.state):
                if row[column.key].strip() and not row[alt].strip():
                    found[each.key] = _("Describe what the picture shows, for learners who cannot see it. The picture is kept.")
                elif row[alt].strip() and not row[column.key].strip() and row[alt] not in was:
                    found[each.key] = _("There is a description but no picture. Choose a picture or clear the description.")
    return found
