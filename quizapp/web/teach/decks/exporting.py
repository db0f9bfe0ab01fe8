"""Exporting decks: the formats with what each cannot express, and the files."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import lazy_gettext

from quizapp.services.authoring import exporting
from quizapp.services.errors import Invalid, NotFound
from quizapp.web.context import settings, visitor
from quizapp.web.teach import bp

FORMATS = {
    "zip": (
        lazy_gettext("quizapp"),
        lazy_gettext("The deck’s files in a zip, exactly as written. Importing it gives you the same files back."),
    ),
    "moodle": (lazy_gettext("Moodle XML"), lazy_gettext("For Moodle’s question bank and programs that read its format.")),
    "gift": (lazy_gettext("GIFT"), lazy_gettext("A plain text for Moodle and many others.")),
    "aiken": (lazy_gettext("Aiken"), lazy_gettext("The simplest text format, for multiple choice only.")),
    "csv": (lazy_gettext("Table"), lazy_gettext("For a spreadsheet, one question per row.")),
    "apkg": (
        lazy_gettext("Anki"),
        lazy_gettext("A package of cards. If you import a later one, Anki keeps your progress on the cards that stay."),
    ),
}


@bp.get("/teach/decks/<deck>/export")
def export_deck(deck: str) -> str:
    """List the formats and what each cannot express."""
    found = exporting.offers(visitor(), deck)
    return render_template("teach/decks/export.html", deck=found, formats=FORMATS, least=exporting.LEAST)


@bp.get("/teach/decks/<deck>/export/<form>")
def export_file(deck: str, form: str) -> Response:
    """Send a deck as a file."""
    try:
        file = exporting.exported(visitor(), deck, form, settings().bank, difficulty=request.args.get("difficulty") == "1")
    except Invalid as error:
        raise NotFound(deck) from error
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, mimetype="application/octet-stream", headers=headers)
