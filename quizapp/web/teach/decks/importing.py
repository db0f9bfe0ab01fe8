"""Decks from files of other programs: the form, how far a file is, and the report on it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from quizapp.services.authoring import import_jobs, importing
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
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
    """Let a file wait to become a draft, or say why that is not possible."""
    form = ImportForm()
    try:
        values = (form.format.data, form.language.data, form.title.data)
        number = import_jobs.submit(visitor(), form.file.filename, form.file.content() or b"", *values, now())
    except importing.Refused as error:
        form.say("file", _("Nothing was imported: %(reason)s.", reason=said(error.notice.placed)))
        return shown(form, status=422)
    except Invalid as error:
        return shown(form, status=form.refuse(error))
    return redirect(url_for(".import_progress", number=number), 303)


@bp.get("/teach/decks/import/<int:number>")
def import_progress(number: int) -> Any:
    """Show how far a file is, or why nothing was imported; once there is a draft, lead to the report."""
    job = import_jobs.progress(visitor(), number, now())
    if job.deck_id:
        return redirect(url_for(".import_report", deck=job.deck_id), 303)
    words = {"why": sentence(job.invalid) if job.invalid else "", "command": import_jobs.COMMAND}
    return render_template("teach/decks/import_progress.html", job=job, **words)


@bp.post("/teach/decks/import/<int:number>/cancel")
def cancel_import(number: int) -> Any:
    """Cancel an import."""
    import_jobs.cancel(visitor(), number)
    return redirect(url_for(".import_progress", number=number), 303)


@bp.get("/teach/decks/<deck>/import")
def import_report(deck: str) -> str:
    """Show the report on an imported file."""
    return render_template("teach/decks/import_report.html", report=importing.report(visitor(), deck))
