"""What becomes of a form of the editor that was sent: saved, shown with its preview, or given back with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from difflib import ndiff
from typing import Any

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from quizapp.domain.memory.study_day import study_day
from quizapp.services.authoring import editing, editing_preview
from quizapp.services.authoring.editing import Clash, DraftPiece, Unreadable
from quizapp.services.errors import Invalid, NotFound
from quizapp.web.context import now, visitor, zone
from quizapp.web.sentences import sentence
from quizapp.web.teach.editor import form_state
from quizapp.web.teach.editor.form import PieceForm, filled, opened
from quizapp.web.teach.editor.type_forms import type_forms
from quizapp.web.teach.editor.uploads import Taken, lacking, take

SAVED = "editor_saved"
"""In the session: the numbers that the script gave to the last forms that were saved, whose copies it then forgets."""

LAST_SAVED = 8

LONGEST_DIFF = 400
"""The most lines that are compared one by one: beyond, it takes longer than anybody waits."""


def address(deck: str, piece: DraftPiece) -> str:
    """Return where the form of a piece is."""
    if piece.kind == "fact":
        return url_for(".edit_fact", deck=deck, fact=piece.fact) if piece.fact else url_for(".add_fact", deck=deck)
    if piece.kind == "question":
        if piece.question:
            return url_for(".edit_question", deck=deck, question=piece.question)
        return url_for(".add_question", deck=deck, fact=piece.fact, kind=piece.type)
    if piece.kind == "yaml":
        return url_for(".edit_yaml", deck=deck, file=piece.file, fact=piece.fact or None)
    return url_for(".edit_reading" if piece.kind == "reading" else ".edit_settings", deck=deck)


def page(deck: str, piece: DraftPiece) -> Any:
    """Show the form of a piece; where its file is no YAML, or has no form for it, its YAML."""
    try:
        form = opened(deck, piece)
    except NotFound:
        return _as_yaml(deck)
    if piece.kind == "question" and not piece.is_new:
        form.trial = editing_preview.preview(form.work, piece.question)
    if piece.kind == "fact" and piece.is_new:
        form.state = {**form.state, **_begun(form)}
    return shown(form)


def answered(deck: str, piece: DraftPiece) -> Any:
    """Answer a form that was sent: save it, or show it again with more rows, its preview or what is wrong."""
    taken = Taken()
    try:
        taken = take(deck)
        form = filled(deck, piece, taken.chosen)
        form.refused = taken.refused
        if any(request.form.get(name) for name in ("more", "preview", "try")):
            return shown(form.typed())
        return _saved(form, deck)
    except Unreadable as error:
        return _refused(
            filled(deck, piece, taken.chosen),
            _("This is not valid YAML (line %(line)s). Nothing was saved. What you wrote is still here.", line=error.line),
        )
    except Invalid as error:
        words = _("%(why)s What you wrote is still here.", why=sentence(error))
        return _refused(filled(deck, piece, taken.chosen), words)
    except Clash as clash:
        return _clashed(filled(deck, piece, taken.chosen), clash)
    except NotFound:
        return _gone(deck)


def shown(form: PieceForm) -> str:
    """Draw the page of a form."""
    deck, piece = form.work.draft.deck_id, form.piece
    values: dict[str, Any] = {"form": form, "work": form.work, "action": address(deck, piece), "types": type_forms()}
    values["saved"] = session.get(SAVED, [])
    if piece.kind in {"fact", "reading"}:
        values["stretches"] = editing_preview.quoted(form.work)
    if piece.kind == "question":
        values["fact"] = next(fact for fact in form.work.outline.facts if fact.id == editing.fact_of(form.work.files, piece))
    return render_template(f"teach/editor/{piece.kind}.html", **values)


def regions(form: PieceForm) -> dict[str, Any]:
    """Return what a script replaces while somebody types: the problems, and the faults of each field."""
    try:
        form.typed()
    except Unreadable as error:
        return {"problems": "", "faults": {"f-text": _("This is not valid YAML (line %(line)s).", line=error.line)}, "count": ""}
    faults = {f"f-{key}": render_template("teach/editor/_faults.html", spots=spots) for key, spots in form.faults.items()}
    html = render_template("teach/editor/_problems.html", work=form.work, form=form, spots=form.own)
    return {"problems": html, "faults": faults, "count": render_template("teach/editor/_count.html", spots=form.own)}


def drawn(form: PieceForm) -> str:
    """Draw the preview of a form."""
    return render_template("teach/editor/_preview.html", form=form.typed(), action=address(form.work.draft.deck_id, form.piece))


def _saved(form: PieceForm, deck: str) -> Any:
    """Save a form and lead to the page of what it made; to a script that saves while one types say only that it is done."""
    if form.piece.is_new and not any(value.strip() for values in form.state.values() for value in values):
        form.fault = _("There is nothing here yet.")
        return shown(form), 422
    autosaved = bool(request.headers.get("X-Autosave"))
    form.refused = {**({} if autosaved else lacking(form)), **form.refused}
    if form.refused:
        return _refused(form.typed(), _("Not saved yet. Please check the picture below. What you wrote is still here."))
    draft, piece = editing.save(visitor(), deck, form.piece, form.change, form.seen, now())
    if autosaved:
        return Response(status=204, headers={"X-Draft": str(draft.n), "X-Seen": editing.mark(draft.files, piece)})
    if sending := request.form.get("sending", "")[:20]:
        session[SAVED] = [*session.get(SAVED, []), sending][-LAST_SAVED:]
    flash(_("Draft saved. Students see the changes when you publish."), "right")
    if draft.merged:
        flash(_("%(name)s has changed other parts of this draft in the meantime; both are kept.", name=draft.merged))
    return redirect(address(deck, piece), 303)


def _refused(form: PieceForm, fault: str) -> tuple[str, int]:
    """Show a form again with what was typed and why it was not saved."""
    form.fault = fault
    return shown(form), 422


def _clashed(form: PieceForm, clash: Clash) -> tuple[str, int]:
    """Show who has changed the same in the meantime, how theirs differs from mine, and both ways on."""
    deck, piece = form.work.draft.deck_id, form.piece
    lines = clash.theirs.splitlines(), clash.mine.splitlines()
    diff = [] if max(map(len, lines)) > LONGEST_DIFF else [line for line in ndiff(*lines) if not line.startswith("?")]
    seen = editing.mark(clash.draft.files, piece)
    at = clash.draft.changed_at.replace(tzinfo=UTC).astimezone(zone()) if clash.draft.changed_at else None
    values = {
        "deck": deck,
        "form": form,
        "at": at,
        "changed": study_day(at, zone()) if at else None,
        "clash": clash,
        "diff": diff,
        "seen": seen,
        "action": address(deck, piece),
    }
    return render_template("teach/editor/clash.html", **values), 409


def _gone(deck: str) -> tuple[str, int]:
    """Say that what a form was about is not in the draft any more, and give back what was typed."""
    work = editing.work(visitor(), deck)
    typed = [value for values in form_state.sent(request.form).values() for value in values if value.strip()]
    return render_template("teach/editor/gone.html", work=work, typed="\n".join(typed)), 409


def _begun(form: PieceForm) -> Mapping[str, Sequence[str]]:
    """Return what the address of a new fact already says: words of the reading, as they stand there, and a category."""
    state = {}
    if words := request.args.get("quote", ""):
        found = editing_preview.find_words(form.work, words)
        state["f-quote"] = [found.quote or words]
        if found.count != 1:
            many = _("These words are in the reading more than once. Quote more of the sentence: %(sentence)s", sentence=found.sentence)
            form.fault = many if found.count else _("These words are not in a single paragraph of the reading.")
    if category := request.args.get("category", ""):
        state["f-category"] = [category]
    return state


def _as_yaml(deck: str) -> Any:
    """Lead to the first file that keeps the forms from opening."""
    work = editing.work(visitor(), deck)
    broken = next(iter(work.outline.broken), None)
    if broken is None:
        raise NotFound(deck)
    flash(_("The forms open once the file can be read. See line %(line)s of %(file)s.", line=broken.line, file=broken.path), "partly")
    return redirect(url_for(".edit_yaml", deck=deck, file=broken.path, line=broken.line), 303)
