"""What people read while the database cannot be used: what is wrong, what is not saved, and a button that sends the form again."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from flask_babel import lazy_gettext as _

from quizapp.services.errors import Reason
from quizapp.web.security import sent

WORDS = {
    Reason.BUSY: (_("The site is busy."), _("It is storing a lot at the moment. Try again in ten seconds.")),
    Reason.FULL: (_("The disk of this site is full."), _("Tell the person who runs this site. Pages can still be read.")),
    Reason.READ_ONLY: (
        _("The database of this site cannot be changed."),
        _("Tell the person who runs this site. Pages can still be read."),
    ),
    Reason.DISK: (_("This site cannot write to its disk."), _("Tell the person who runs this site. Pages can still be read.")),
    Reason.GONE: (_("The database of this site is not in its place."), _("Tell the person who runs this site.")),
    Reason.CLOSED: (_("The database of this site cannot be opened."), _("Tell the person who runs this site.")),
    Reason.DAMAGED: (_("The database of this site is damaged."), _("Tell the person who runs this site. They have a backup.")),
    Reason.OTHER: (_("The database of this site does not respond."), _("Try again in a minute.")),
}
"""What is wrong, and what to do."""

SOON = {Reason.BUSY: 10, Reason.OTHER: 10}
LATER = 60
"""After how many seconds a program may ask again."""


def unavailable(reason: Reason) -> Response:
    """Return the page of a request that cannot use the database. A form is given back filled in, unless it had a file or a password."""
    heading, cure = WORDS[reason]
    fields, again = sent() if request.method == "POST" else ([], False)
    if request.method != "POST":
        kept = "" if reason in {Reason.GONE, Reason.DAMAGED} else _("Your answers are safe.")
    else:
        kept = _("Your answer is not saved yet.") if "presentation" in request.form else _("Nothing is saved yet.")
    values = {"heading": heading, "kept": kept, "cure": cure, "fields": fields, "again": again and not request.files}
    response = make_response(render_template("errors/unavailable.html", **values), 503)
    response.headers["Retry-After"] = str(SOON.get(reason, LATER))
    return response
