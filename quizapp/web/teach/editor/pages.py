"""The editor of a deck: its outline, reading (both levels), notes and settings; facts are moved and removed, problems fixed in a click."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.memory.study_day import study_day
from quizapp.services.authoring import editing, editing_preview
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.authoring.editing import DraftPiece
from quizapp.web.changed_drafts import changed
from quizapp.web.context import now, visitor, zone
from quizapp.web.teach import bp
from quizapp.web.teach.decks.forms import SeenForm
from quizapp.web.teach.editor.drawing import address, page
from quizapp.web.teach.editor.opening import sent_piece
from quizapp.web.teach.editor.saving import answered
from quizapp.web.teach.editor.type_forms import type_forms


def outlined(deck: str, *, anchor: str | None = None) -> Response:
    """Redirect to the outline."""
    return redirect(url_for(".editor", deck=deck, _anchor=anchor), 303)


@bp.get("/teach/decks/<deck>/edit")
def editor(deck: str) -> str:
    """Show everything in a draft, with its problems."""
    work = editing.work(visitor(), deck)
    changed = study_day(work.draft.changed_at.replace(tzinfo=UTC), zone()) if work.draft.changed_at else None
    values = {"changed": changed, "publish_address": url_for("teach.publish", deck=deck)}
    return render_template("teach/editor/edit.html", work=work, types=type_forms(), **values)


@bp.route("/teach/decks/<deck>/edit/reading", methods=["GET", "POST"])
def edit_reading(deck: str) -> Any:
    """Show the form of the reading, and below it a way to use its words for a fact."""
    piece = DraftPiece("reading")
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/easy", methods=["GET", "POST"])
def edit_easy(deck: str) -> Any:
    """Show the form of the easier level, next to the reading, sentence by sentence."""
    piece = DraftPiece("easy")
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/notes", methods=["GET", "POST"])
def edit_notes(deck: str) -> Any:
    """Show the form of the notes for teachers."""
    piece = DraftPiece("notes")
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/settings", methods=["GET", "POST"])
def edit_settings(deck: str) -> Any:
    """Show the form of the settings: title, categories, terms, links."""
    piece = DraftPiece("deck")
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.post("/teach/decks/<deck>/edit/facts/<fact>/move")
def move_fact(deck: str, fact: str) -> Response:
    """Move a fact up or down."""
    editing.move(visitor(), deck, fact, -1 if request.form.get("up") else 1, now())
    return outlined(deck, anchor=f"fact-{fact}")


@bp.post("/teach/decks/<deck>/edit/facts/<fact>/remove")
def remove_fact(deck: str, fact: str) -> Any:
    """Remove a fact from the draft."""
    try:
        editing.remove(visitor(), deck, DraftPiece("fact", fact=fact), SeenForm().n.data, now())
    except Conflict as error:
        return changed(error, url_for(".editor", deck=deck, _anchor=f"fact-{fact}"))
    flash(_("The fact is no longer in the draft. The published deck stays as it is until you publish."), "right")
    return outlined(deck)


@bp.post("/teach/decks/<deck>/edit/questions/<question>/remove")
def remove_question(deck: str, question: str) -> Any:
    """Remove a question from the draft."""
    piece = DraftPiece("question", question=question)
    before = editing.work(visitor(), deck)
    try:
        editing.remove(visitor(), deck, piece, SeenForm().n.data, now())
    except Conflict as error:
        return changed(error, url_for(".editor", deck=deck))
    flash(_("The question is no longer in the draft. The published deck stays as it is until you publish."), "right")
    return redirect(url_for(".edit_fact", deck=deck, fact=editing.fact_of(before.files, piece)), 303)


@bp.post("/teach/decks/<deck>/edit/cure")
def cure_problem(deck: str) -> Response:
    """Fix a problem with its one click."""
    if editing.cure(visitor(), deck, request.form.get("problem", ""), now()):
        flash(_("Fixed. Please check it."), "right")
    else:
        flash(_("This is no longer there, or needs to be fixed by hand."))
    return redirect(address(deck, sent_piece()), 303) if request.form.get("p-kind") else outlined(deck, anchor="problems")


@bp.post("/teach/decks/<deck>/edit/quote")
def find_quote(deck: str) -> dict[str, Any]:
    """Return how often words appear in the reading, and the exact quote."""
    found = editing_preview.find_words(editing.work(visitor(), deck), request.form.get("words", ""))
    return {"count": found.count, "quote": found.quote, "sentence": found.sentence}
