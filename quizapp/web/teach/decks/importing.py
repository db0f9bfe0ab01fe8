"""Decks from files of other programs: the form, and what became of a file."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from quizapp.services.authoring import importing
from quizapp.services.errors import Invalid
from quizapp.web import languages
from quizapp.web.context import now, visitor
from quizapp.web.saying import said
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp

FORMATS = {
    "": lazy_gettext("Detect from the file name"),
    "zip": lazy_gettext("quizapp (.zip)"),
    "moodle": lazy_gettext("Moodle XML (.xml)"),
    "gift": lazy_gettext("GIFT (.gift, .txt)"),
    "aiken": lazy_gettext("Aiken (.txt)"),
    "csv": lazy_gettext("Table (.csv)"),
    "apkg": lazy_gettext("Anki, text cards (.apkg)"),
}


@bp.get("/teach/decks/import")
def import_deck() -> str:
    """Ask for a file."""
    return _form({})


@bp.post("/teach/decks/import")
def import_file() -> Any:
    """Make a draft of a file, or say why not."""
    sent, given = request.files.get("file"), request.form
    try:
        with contextlib.closing(sent) if sent else contextlib.nullcontext():
            content = sent.read() if sent else b""
        values = (given.get("format", ""), given.get("language", ""), given.get("title", ""))
        made = importing.import_deck(visitor(), (sent and sent.filename) or "", content, *values, now())
    except importing.Refused as error:
        return _form(given, {"file": _("Nothing was imported: %(reason)s.", reason=said(error.notice.placed))}), 422
    except Invalid as error:
        words = _("Nothing was imported: %(why)s", why=sentence(error)) if error.field == "files" else sentence(error)
        return _form(given, {"file" if error.field == "files" else error.field: words}), 422
    return _led(made.deck_id)


@bp.get("/teach/decks/<deck>/import")
def import_report(deck: str) -> str:
    """Show what became of a file."""
    return render_template("teach/decks/import_report.html", report=importing.report(visitor(), deck))


def _led(deck: str) -> Response:
    return redirect(url_for(".import_report", deck=deck), 303)


def _form(values: Mapping[str, str], faults: Mapping[str, str] | None = None) -> str:
    known = {"format": "", "language": languages.tag(), "title": ""} | {key: str(value) for key, value in values.items()}
    return render_template("teach/decks/import.html", formats=list(FORMATS.items()), values=known, faults=faults or {})
