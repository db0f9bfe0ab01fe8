"""Pictures that are uploaded with a form of the editor: stored in the draft at once, so that none is lost even if the form is refused.

A field `u-<field>-<column>` holds files, one for each row; the picture is chosen in the field `f-<field>-<column>` of that row.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _

from quizapp.services.authoring import editing_pictures
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach.editor import form_state
from quizapp.web.teach.editor.forms import PieceForm
from quizapp.web.teach.editor.opening import Chosen
from quizapp.web.teach.editor.tables import FormField, Table

UPLOAD = "u-"
"""The prefix of the names of file controls."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The result of storing a form's files: the names of the pictures, and by the key of the field why others were refused."""

    chosen: Chosen = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def take(deck: str) -> Taken:
    """Store the pictures that came with a form. Raises NotFound for visitors who may not edit the deck."""
    chosen: dict[tuple[str, str], dict[int, str]] = {}
    refused = {}
    for name in request.files:
        if not name.startswith(UPLOAD):
            continue
        key, _dash, column = name.removeprefix(UPLOAD).partition("-")
        for number, sent in enumerate(request.files.getlist(name)):
            if not sent.filename:
                continue
            try:
                with contextlib.closing(sent):
                    chosen.setdefault((key, column), {})[number] = keep(deck, sent.filename, sent.read())
            except Invalid as error:
                refused[key] = sentence(error)
    return Taken(chosen, refused)


def keep(deck: str, name: str, content: bytes) -> str:
    """Store a picture in a draft and return its name there. Raises NotFound, Invalid (picture)."""
    return editing_pictures.add(visitor(), deck, name, content, now())


def lacking(form: PieceForm) -> dict[str, str]:
    """Return, by the key of the field, which pictures lack a description, and which descriptions lack a picture."""
    was = form_state.held_of(form.table, form.was)
    found = {}
    for asked, column, alt in pictured(form.table):
        before = {row[alt] for row in was[asked.name]}
        for row in form.rows(asked).filled:
            if row[column].strip() and not row[alt].strip():
                found[asked.key] = _("Describe what the picture shows, for learners who cannot see it. The picture is kept.")
            elif row[alt].strip() and not row[column].strip() and row[alt] not in before:
                found[asked.key] = _("There is a description but no picture. Choose a picture or clear the description.")
    return found


def pictured(table: Table) -> Iterator[tuple[FormField, str, str]]:
    """Yield the fields with pictures, each with its column for the picture and the one for its description."""
    for asked in table:
        for column in asked.columns:
            if column.choices == "pictures":
                yield asked, column.key, next(other.key for other in asked.columns if other.needs == column.key)
