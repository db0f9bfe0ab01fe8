"""The page of a form of the editor, and the regions of it that a script replaces during typing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from quizapp.services.authoring import editing, editing_preview
from quizapp.services.authoring.editing import DraftPiece, Unreadable
from quizapp.services.errors import NotFound
from quizapp.web.context import visitor
from quizapp.web.teach.editor.forms import PieceForm
from quizapp.web.teach.editor.opening import opened
from quizapp.web.teach.editor.type_forms import type_forms

SAVED = "editor_saved"
"""The session key for the numbers of the last saved forms, whose local copies the script then deletes."""


PAGES = {"deck": ".edit_settings", "reading": ".edit_reading", "easy": ".edit_easy", "notes": ".edit_notes"}
"""The pages of the pieces of which a deck has one."""


def address(deck: str, piece: DraftPiece) -> str:
    """Return the address of the form of a piece."""
    if piece.kind == "fact":
        return url_for(".edit_fact", deck=deck, fact=piece.fact) if piece.fact else url_for(".add_fact", deck=deck)
    if piece.kind == "question":
        if piece.question:
            return url_for(".edit_question", deck=deck, question=piece.question)
        return url_for(".add_question", deck=deck, fact=piece.fact, kind=piece.type)
    if piece.kind == "yaml":
        return url_for(".edit_yaml", deck=deck, file=piece.file, fact=piece.fact or None)
    return url_for(PAGES[piece.kind], deck=deck)


def page(deck: str, piece: DraftPiece) -> Any:
    """Render the form of a piece, or its YAML if the file is not valid YAML or has no form for it."""
    try:
        form = opened(deck, piece)
    except NotFound:
        return _as_yaml(deck)
    if piece.kind == "question" and not piece.is_new:
        form.trial = editing_preview.preview(form.work, piece.question)
    if piece.kind == "fact" and piece.is_new:
        _begin(form)
    return shown(form)


def shown(form: PieceForm) -> str:
    """Render the page of a form."""
    deck, piece = form.work.draft.deck_id, form.piece
    values: dict[str, Any] = {"form": form, "work": form.work, "action": address(deck, piece), "types": type_forms()}
    values["saved"] = session.get(SAVED, [])
    if piece.kind in {"fact", "reading"}:
        values["stretches"] = editing_preview.quoted(form.work)
    if piece.kind == "easy":
        values["levels"] = editing_preview.by_sentence(form.work)
    if piece.kind == "question":
        values["fact"] = next(fact for fact in form.work.outline.facts if fact.id == editing.fact_of(form.work.files, piece))
    return render_template(f"teach/editor/{piece.kind}.html", **values)


def regions(form: PieceForm) -> dict[str, Any]:
    """Return the parts that a script replaces during typing: the problems, and the faults of each field."""
    try:
        form.typed()
    except Unreadable as error:
        return {"problems": "", "faults": {"f-text": no_yaml(error)}, "count": ""}
    faults = {f"f-{key}": render_template("teach/editor/_faults.html", spots=spots) for key, spots in form.faults.items()}
    html = render_template("teach/editor/_problems.html", work=form.work, form=form, spots=form.own)
    return {"problems": html, "faults": faults, "count": render_template("teach/editor/_count.html", spots=form.own)}


def preview(form: PieceForm) -> str:
    """Render the preview of a form."""
    return render_template("teach/editor/_preview.html", form=form.typed(), action=address(form.work.draft.deck_id, form.piece))


def no_yaml(error: Unreadable) -> str:
    """Return the sentence that says where a text is not valid YAML."""
    return str(_("This is not valid YAML (line %(line)s).", line=error.line))


def _begin(form: PieceForm) -> None:
    """Fill the form of a new fact from its address: words as they are in the reading, and a category."""
    if words := request.args.get("quote", ""):
        found = editing_preview.find_words(form.work, words)
        form["f-quote"].data = found.quote or words
        if found.count != 1:
            many = _("These words are in the reading more than once. Quote more of the sentence: %(sentence)s", sentence=found.sentence)
            form.say("", many if found.count else _("These words are not in a single paragraph of the reading."))
    if category := request.args.get("category", ""):
        form["f-category"].data = category
        form.fill_lists()


def _as_yaml(deck: str) -> Any:
    """Redirect to the first file that keeps the forms from opening."""
    work = editing.work(visitor(), deck)
    broken = next(iter(work.outline.broken), None)
    if broken is None:
        raise NotFound(deck)
    flash(_("The forms open once the file can be read. See line %(line)s of %(file)s.", line=broken.line, file=broken.path), "partly")
    return redirect(url_for(".edit_yaml", deck=deck, file=broken.path, line=broken.line), 303)
