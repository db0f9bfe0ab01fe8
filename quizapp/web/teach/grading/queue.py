"""What learners report about questions, and the decisions on it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid
from quizapp.services.grading import accepting, offering, reports
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.grading.forms import AcceptForm, PileForm


@bp.get("/teach/queue")
def queue() -> str:
    """List what learners say is right or wrong, most frequent first, and what was settled recently."""
    values = {"queue": reports.queue(visitor()), "offers": offering.offers(visitor())}
    return render_template("teach/grading/queue.html", **values, editable=editing.editable(visitor()))


@bp.post("/teach/queue")
def settle() -> Response:
    """Settle a pile, or undo that."""
    outcome = request.form.get("outcome", "")
    reports.settle(visitor(), PileForm().pile(), outcome)
    if outcome:
        flash(
            _(
                "Settled. The learners who reported it see your decision next to their answer. You can take it back under “Recently "
                "settled”."
            ),
            "right",
        )
    return redirect(url_for(".queue"), 303)


@bp.get("/teach/queue/accept")
def offer() -> str:
    """Show what accepting a response would do."""
    form = AcceptForm(formdata=request.args)
    return render_template("teach/grading/accept.html", form=form, offer=accepting.offer(visitor(), form.pile()))


@bp.post("/teach/queue/accept")
def accept() -> Response:
    """Accept a response: add it to the question, publish, and re-grade."""
    form = AcceptForm()
    named = form.pile()
    try:
        begun = accepting.accept(visitor(), named, now(), classes=form.classes.data)
    except (Invalid, Conflict) as error:
        flash(sentence(error if isinstance(error, Invalid) else Invalid("accept", "changed")), "wrong")
        return redirect(url_for(".offer", **named._asdict()), 303)
    if begun is None:
        flash(_("The answer is in the draft now. Publish the draft when it is ready, then come back here to re-grade."), "info")
        return redirect(url_for(".queue"), 303)
    return redirect(url_for(".regrade", deck=named.deck, question=named.question), 303)
