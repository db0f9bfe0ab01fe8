"""The pictures of a draft and where they are used; adding one, and removing one that is not used."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing, editing_pictures
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.editor.forms import PictureForm
from quizapp.web.teach.editor.uploads import keep


@bp.get("/teach/decks/<deck>/edit/pictures")
def pictures(deck: str) -> tuple[str, int]:
    """Show the pictures of a draft."""
    return _page(deck, PictureForm(formdata=None))


@bp.post("/teach/decks/<deck>/edit/pictures")
def add_picture(deck: str) -> Any:
    """Add a picture to a draft; a script gets its name, or the reason for a refusal."""
    form, scripted = PictureForm(), request.headers.get("X-Autosave")
    try:
        name = keep(deck, form.picture.filename, form.picture.content() or b"")
    except Invalid as error:
        status = form.refuse(error)
        if not form.picture.filename:
            form.say("picture", _("Please choose a file first."))
        return ({"fault": form.picture.errors[0]}, status) if scripted else _page(deck, form, status)
    if scripted:
        return _told(deck, name)
    flash(_("%(name)s is in the draft. Now choose it in the fact or question that should show it.", name=name), "right")
    return redirect(url_for(".pictures", deck=deck), 303)


@bp.post("/teach/decks/<deck>/edit/pictures/remove")
def remove_picture(deck: str) -> Response:
    """Remove a picture that is not used from a draft."""
    try:
        editing_pictures.remove(visitor(), deck, request.form.get("picture", ""), now())
        flash(_("The picture is no longer in the draft. The published deck stays as it is."), "right")
    except Invalid as error:
        flash(sentence(error))
    return redirect(url_for(".pictures", deck=deck), 303)


def _told(deck: str, name: str) -> dict[str, Any]:
    """Return what a script needs to show a picture: its name, address and size."""
    found = editing.work(visitor(), deck).pictures[name]
    address = url_for("read.picture", deck=deck, digest=found.digest)
    return {"name": name, "address": address, "shape": found.height / found.width}


def _page(deck: str, form: PictureForm, status: int = 200) -> tuple[str, int]:
    work = editing.work(visitor(), deck)
    return render_template("teach/editor/pictures.html", work=work, pictures=editing_pictures.kept(work), adding=form), status
