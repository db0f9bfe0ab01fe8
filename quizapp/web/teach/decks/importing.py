"""Decks from files of other programs: the form, and the report on a file."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from quizapp.services.authoring import importing
from quizapp.services.errors import Invalid
from quizapp.services.site import backups
from quizapp.web.context import now, settings, visitor
from quizapp.web.saying import said
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.decks.forms import ImportForm


def shown(form: ImportForm, *, status: int = 200) -> tuple[str, int]:
    """Render the form for a file."""
    return render_template("teach/decks/import.html", form=form), status


@bp.get("/teach/decks/import")
def import_deck() -> tuple[str, int]:
    """Ask for a file."""
    return shown(ImportForm(formdata=None))


@bp.post("/teach/decks/import")
def import_file() -> Any:
    """Create a draft from a file, or say why that is not possible."""
    form = ImportForm()
    try:
        backups.before_import(settings(), now())
        values = (form.format.data, form.language.data, form.title.data)
        made = importing.import_deck(visitor(), form.file.filename, form.file.content() or b"", *values, now())
    except importing.Refused as error:
        form.say("file", _("Nothing was imported: %(reason)s.", reason=said(error.notice.placed)))
        return shown(form, status=422)
    except Invalid as error:
        return shown(form, status=_refused(form, error))
    return redirect(url_for(".import_report", deck=made.deck_id), 303)


@bp.get("/teach/decks/<deck>/import")
def import_report(deck: str) -> str:
    """Show the report on an imported file."""
    return render_template("teach/decks/import_report.html", report=importing.report(visitor(), deck))


def _refused(form: ImportForm, error: Invalid) -> int:
    """Put a refusal at its field; what is wrong with files inside a file is shown at the file."""
    if error.field != "files":
        return form.refuse(error)
    form.say("file", _("Nothing was imported: %(why)s", why=sentence(error)))
    return 422
