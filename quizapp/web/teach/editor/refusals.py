"""The pages that explain why a form of the editor was not saved, with what was typed."""

from __future__ import annotations

from datetime import UTC
from difflib import ndiff

from flask import render_template, request
from flask_babel import gettext as _

from quizapp.domain.memory.study_day import study_day
from quizapp.services.authoring import editing
from quizapp.services.authoring.editing import Clash, Unreadable
from quizapp.services.errors import Invalid
from quizapp.web.context import visitor, zone
from quizapp.web.teach.editor.drawing import address, no_yaml, shown
from quizapp.web.teach.editor.forms import PieceForm
from quizapp.web.teach.editor.tables import PREFIX

LONGEST_DIFF = 400
"""The most lines that are compared one by one; comparing more would take too long."""


def refused(form: PieceForm, error: Invalid | Unreadable) -> tuple[str, int]:
    """Render a form again with what was refused."""
    if isinstance(error, Invalid):
        form.refuse(error)
        form.say("", _("What you wrote is still here."))
    else:
        form.say(f"{PREFIX}text", no_yaml(error))
        form.say("", _("This is not valid YAML (line %(line)s). Nothing was saved. What you wrote is still here.", line=error.line))
    return shown(form), 422


def clashed(form: PieceForm, clash: Clash) -> tuple[str, int]:
    """Show who else has changed this in the meantime, how the two versions differ, and a choice between them."""
    deck, piece = form.work.draft.deck_id, form.piece
    lines = clash.theirs.splitlines(), clash.mine.splitlines()
    diff = [] if max(map(len, lines)) > LONGEST_DIFF else [line for line in ndiff(*lines) if not line.startswith("?")]
    form.n.data, form.seen.data = clash.draft.n, editing.mark(clash.draft.files, piece)  # what the author chooses by
    at = clash.draft.changed_at.replace(tzinfo=UTC).astimezone(zone()) if clash.draft.changed_at else None
    values = {"at": at, "changed": study_day(at, zone()) if at else None, "clash": clash, "diff": diff}
    return render_template("teach/editor/clash.html", deck=deck, form=form, action=address(deck, piece), **values), 409


def gone(deck: str) -> tuple[str, int]:
    """Explain that a form's piece is no longer in the draft, and give back what was typed. Raises NotFound without a draft."""
    work = editing.work(visitor(), deck)
    sent = (value.replace("\r\n", "\n") for name, values in request.form.lists() if name.startswith(PREFIX) for value in values)
    return render_template("teach/editor/gone.html", work=work, typed="\n".join(value for value in sent if value.strip())), 409
