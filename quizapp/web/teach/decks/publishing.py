"""Publishing a draft: first a preview of what changes for learners, then publishing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.reading.deck import Visibility
from quizapp.services.authoring import publishing
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid
from quizapp.web.context import now, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.decks.decks import to_deck
from quizapp.web.teach.decks.forms import PublishForm


def shown(deck: str, form: PublishForm, *, status: int = 200, moved: Conflict | None = None) -> tuple[str, int]:
    """Render what publishing a draft would change, with the form that does it."""
    changes = publishing.preview(visitor(), deck)
    return render_template("teach/decks/publish.html", changes=changes, draft=changes.draft, form=form, moved=moved), status


@bp.get("/teach/decks/<deck>/publish", endpoint="publish")
def preview(deck: str) -> tuple[str, int]:
    """Show what publishing would change for learners."""
    return shown(deck, PublishForm(formdata=None))


@bp.post("/teach/decks/<deck>/publish")
def publish_draft(deck: str) -> Any:
    """Publish the draft that was previewed."""
    form = PublishForm()
    try:
        number = publishing.publish_draft(visitor(), deck, form.n.data, form.why.data, Visibility.CLASS, now()).revision
    except Conflict as error:
        return shown(deck, form, status=409, moved=error)
    except Invalid as error:
        return shown(deck, form, status=form.refuse(error))
    return done(deck, number)


def done(deck: str, number: int) -> Response:
    """Redirect to what was changed, or to the deck after its first publication."""
    flash(_("Published. Your classes with this deck use the new version from now on."), "right")
    if number > 1:
        return redirect(url_for("teach.compare", deck=deck, a=number - 1, b=number), 303)
    return to_deck(deck)
