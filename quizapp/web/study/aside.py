"""Questions the learner does not want to be asked now."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp.services.errors import Invalid
from quizapp.services.learning import setting_aside
from quizapp.web.context import my_day, visitor, zone
from quizapp.web.redirects import onward, wanted
from quizapp.web.study import bp
from quizapp.web.study.views import kept, scope


@bp.get("/study/set-aside")
def set_aside() -> str:
    """List what the learner has set aside."""
    return render_template("study/set_aside.html", asides=setting_aside.listing(visitor(), my_day()), zone=zone())


@bp.post("/study/set-aside")
def put_aside() -> Response:
    """Set a question aside, or bring it back."""
    name, kind = request.values.get("question", ""), request.form.get("kind", "")
    try:
        setting_aside.put(visitor(), name, kind, my_day())
    except Invalid:
        abort(400)
    return onward() if wanted() else redirect(url_for(".next", aside=kind, question=name, **kept(scope())), 303)
