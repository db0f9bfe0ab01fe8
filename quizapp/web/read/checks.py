"""The short check after a section of a reading, in place."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.learning.answering import Pending, answer_study
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.practice import checks
from quizapp.services.practice.checks import Check, CheckRequest
from quizapp.web.context import clipped, moment, settings, visitor
from quizapp.web.read import bp, folding

PENDING = "checked"
"""The session key of a form to be shown again, with the check it belongs to."""

FRAGMENT = "X-Fragment"


def asked(deck: str) -> CheckRequest:
    """Return the check that the address asks for."""
    questions = tuple(name for name in request.args.get("questions", "").split(",") if name)
    return CheckRequest(deck, request.args.get("check", ""), questions)


def address(wanted: CheckRequest, **parts: Any) -> str:
    """Return the address of a reading with a check open in it."""
    questions = ",".join(wanted.questions)
    return url_for("read.reading", deck=wanted.deck, check=wanted.section, questions=questions, **parts, _anchor="check")


def opened(wanted: CheckRequest) -> CheckRequest:
    """Return a check after remembering that it is open, so that its section is folded until it has been answered."""
    if wanted.section and wanted.questions and visitor().signed_in:
        folding.begin(wanted)
    return wanted


def reopened(wanted: CheckRequest) -> Check | None:
    """Return the open check, with the answer just given or the form shown again; None if no check is open."""
    if not (wanted.section and wanted.questions and visitor().signed_in):
        return None
    answered = request.args.get("answered", 0, int)
    outcome = None if answered else given_back(wanted)
    return checks.open_check(visitor(), wanted, moment(), settings().nonce(), outcome=outcome, answered=answered)


def given_back(wanted: CheckRequest) -> Pending | None:
    """Return the form of this check to be shown again, if any."""
    place, presentation, state, typed = session.get(PENDING, ("", "", "", {}))
    if place != address(wanted):
        return None
    if state in {"stale", "elsewhere"}:  # the notice is shown once; the rest survives a reload until the question is answered
        del session[PENDING]
    return Pending(presentation, state, {name: tuple(values) for name, values in typed.items()})


def opened_text(wanted: CheckRequest) -> Response:
    """Open the text of a section whose check is open, and redirect to the check, or to the section in the reading."""
    folding.look(wanted.deck, wanted.section)
    plain = url_for("read.reading", deck=wanted.deck, _anchor=wanted.section or None)
    return redirect(address(wanted) if wanted.questions else plain, 303)


@bp.post("/decks/<deck>/read")
def check(deck: str) -> Any:
    """Store an answer in a check and show its feedback in place, or show the form again; or open the text of its section."""
    wanted, fields = asked(deck), request.form.to_dict(flat=False)
    if fields.get("look"):
        return opened_text(wanted)
    looked_at = folding.looked_at(deck)
    outcome = answer_study(visitor().id, request.form.get("presentation", ""), fields, moment(), looked_at=looked_at)
    if request.headers.get(FRAGMENT):
        fresh = checks.open_check(visitor(), wanted, moment(), settings().nonce(), outcome=outcome)
        values = {"address": address, "editable": editing.editable(visitor()), "looked_at": looked_at}
        return render_template("read/_check.html", check=fresh, **values) if fresh else redirect(address(wanted), 303)
    if isinstance(outcome, Feedback):
        session.pop(PENDING, None)
        return redirect(address(wanted, answered=outcome.n), 303)
    session[PENDING] = (address(wanted), outcome.presentation, outcome.state, clipped(outcome.typed))
    return redirect(address(wanted), 303)
