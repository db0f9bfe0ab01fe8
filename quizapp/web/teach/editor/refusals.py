"""The pages that say why a form of the editor was not saved, with what was typed."""

from __future__ import annotations

from datetime import UTC
from difflib import ndiff

from flask import render_template, request

from quizapp.domain.memory.study_day import study_day
from quizapp.services.authoring import editing
from quizapp.services.authoring.editing import Clash
from quizapp.web.context import visitor, zone
from quizapp.web.teach.editor import form_state
from quizapp.web.teach.editor.drawing import address, shown
from quizapp.web.teach.editor.form import PieceForm

LONGEST_DIFF = 400
"""The most lines that are compared one by one: beyond, it takes longer than anybody waits."""


def refused(form: PieceForm, fault: str) -> tuple[str, int]:
    """Show a form again with what was typed and why it was not saved."""
    form.fault = fault
    return shown(form), 422


def clashed(form: PieceForm, clash: Clash) -> tuple[str, int]:
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


def gone(deck: str) -> tuple[str, int]:
    """Say that what a form was about is not in the draft any more, and give back what was typed."""
    work = editing.work(visitor(), deck)
    typed = [value for values in form_state.sent(request.form).values() for value in values if value.strip()]
    return render_template("teach/editor/gone.html", work=work, typed="\n".join(typed)), 409
