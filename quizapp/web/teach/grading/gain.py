"""What practice gains in a class: the result of quizzes that leave facts out, its file, and the click that ends it."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from quizapp.domain.memory.hold_out import ENOUGH, FEWEST
from quizapp.services.classes import hold_outs
from quizapp.services.errors import Invalid
from quizapp.services.grading import practice_gain
from quizapp.web.context import now, today, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp


@bp.get("/teach/classes/<int:class_id>/gain")
def class_gain(class_id: int) -> str:
    """Show practised facts against those left out, without names."""
    shown = practice_gain.of_class(visitor(), class_id, now())
    return render_template("teach/classes/gain.html", shown=shown, enough=ENOUGH, fewest=FEWEST)


@bp.get("/teach/classes/<int:class_id>/gain.csv")
def class_gain_csv(class_id: int) -> Response:
    """Send every answer that counts as a file for spreadsheets."""
    shown = practice_gain.of_class(visitor(), class_id, now())
    heads = [_("quiz"), _("student"), _("fact"), _("left out"), _("perhaps given away"), _("right")]
    headers = {"Content-Disposition": f'attachment; filename="practice-{class_id}-{today().isoformat()}.csv"'}
    return Response(practice_gain.as_csv(shown, heads), mimetype="text/csv", headers=headers)


@bp.post("/teach/assignments/<int:assignment_id>/practise")
def practise_everything(assignment_id: int) -> BaseResponse:
    """End what a quiz leaves out of practice."""
    try:
        hold_outs.end(visitor(), assignment_id, now())
    except Invalid as error:
        flash(sentence(error), "wrong")
    else:
        flash(_("From now on everybody practises everything. The quiz stays, and so does what was found so far."), "right")
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)
