"""Publishing a draft: first what it changes for learners, then it is done."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.reading.deck import Visibility
from quizapp.services.authoring import publishing
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.decks.decks import to_deck


def previewed(deck: str, *, why: str = "", fault: str = "", moved: Conflict | None = None) -> str:
    """Draw what publishing a draft would change."""
    changes = publishing.preview(visitor(), deck)
    return render_template("teach/decks/publish.html", changes=changes, draft=changes.draft, why=why, fault=fault, moved=moved)


@bp.get("/teach/decks/<deck>/publish", endpoint="publish")
def preview(deck: str) -> str:
    """Show what publishing would change for learners."""
    return previewed(deck)


@bp.post("/teach/decks/<deck>/publish")
def publish_draft(deck: str) -> Any:
    """Publish the draft that was shown."""
    why = request.form.get("why", "")
    based_on = request.form.get("n", -1, type=int)
    try:
        number = publishing.publish_draft(visitor(), deck, based_on, why, Visibility.CLASS, now()).revision
    except Conflict as error:
        return previewed(deck, why=why, moved=error), 409
    except Invalid as error:
        return previewed(deck, why=why, fault=_("%(why)s Nothing has been published yet.", why=sentence(error))), 422
    return done(deck, number)


def done(deck: str, number: int) -> Response:
    """Lead to what was changed, or to the deck after its first publication."""
    flash(_("Published. Your classes with this deck use the new version from now on."), "right")
    if number > 1:
        return redirect(url_for("teach.compare", deck=deck, a=number - 1, b=number), 303)
    return to_deck(deck)
