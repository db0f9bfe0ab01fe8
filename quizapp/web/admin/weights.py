"""The sets of weights that answers are predicted with: the one in use, and the way back to any other."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from quizapp.domain.memory.refitting import LEARNERS, NEXT_DAY
from quizapp.services.errors import Invalid
from quizapp.services.learning import weights
from quizapp.web.admin import bp
from quizapp.web.admin.forms import WeightsForm
from quizapp.web.context import now, visitor
from quizapp.web.forms import Form


@bp.get("/admin/weights")
def weight_sets() -> tuple[str, int]:
    """Show the set in use and the others."""
    return shown(Form(formdata=None))


@bp.post("/admin/weights")
def choose_weights() -> Any:
    """Take another set into use."""
    form = WeightsForm()
    try:
        weights.choose(visitor(), form.number.data, form.n.data, now())
    except Invalid as error:
        return shown(form, status=form.refuse(error))
    flash(_("Answers are predicted with these weights from now on."), "right")
    return redirect(url_for(".weight_sets"), 303)


def shown(form: Form, *, status: int = 200) -> tuple[str, int]:
    """Render the sets, with the reason above them if a choice was refused."""
    sets = weights.listing(visitor())
    return render_template("admin/weights.html", sets=sets, form=form, learners=LEARNERS, answers=NEXT_DAY), status
