"""A person's data as JSON, and erasing them."""

from __future__ import annotations

from typing import Any

from flask import Response as FileResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from quizapp.services.errors import Invalid, TooMany
from quizapp.services.site import my_data
from quizapp.web import context
from quizapp.web.account import bp
from quizapp.web.account.forms import EraseForm
from quizapp.web.context import now, visitor


@bp.get("/account/export")
def export() -> FileResponse:
    """Send everything that is stored about the visitor."""
    headers = {"Content-Disposition": f'attachment; filename="quizapp-{now():%Y-%m-%d}.json"'}
    return FileResponse(my_data.export(visitor(), now()), mimetype="application/json", headers=headers)


@bp.get("/account/delete")
def delete() -> str:
    """Ask whether to erase everything."""
    return render_template("account/delete.html", form=EraseForm())


@bp.post("/account/delete")
def erase() -> Any:
    """Erase everything about the visitor."""
    form, status = EraseForm(), 422
    try:
        if visitor().guest or form.validate():
            my_data.erase(visitor(), form.password.data, now=now(), address=request.remote_addr or "")
            context.sign_out()
            flash(_("All your data has been erased."))
            return redirect(url_for("home.index"), 303)
    except (Invalid, TooMany) as error:
        status = form.refuse(error)
    return render_template("account/delete.html", form=form), status
