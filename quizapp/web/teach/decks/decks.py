"""The decks of the site for its teachers, and each as a whole: created, copied, shared, withdrawn, deleted; what it covers; notes."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.people.audiences import administers
from quizapp.services.authoring import deck_pages, drafts, owners, teacher_notes
from quizapp.services.authoring.coverage import coverage_of
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.classes import moving
from quizapp.services.errors import Invalid
from quizapp.services.grading import offering
from quizapp.services.learning import editions
from quizapp.services.site import administration
from quizapp.web.changed_drafts import changed
from quizapp.web.context import class_zone, now, settings, today, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.decks.forms import NewDeckForm, OwnerForm, SeenForm


def to_deck(deck: str) -> Response:
    """Redirect to the page of a deck."""
    return redirect(url_for("teach.deck", deck=deck), 303)


def refused(error: Invalid) -> None:
    """Show what a service refused."""
    flash(sentence(error), "wrong")


def moved_on(deck: str, conflict: Conflict) -> tuple[str, int]:
    """Say that a draft has changed since the page of its deck was opened."""
    return changed(conflict, url_for("teach.deck", deck=deck))


def began(form: NewDeckForm, *, status: int = 200) -> tuple[str, int]:
    """Render the form for a new deck."""
    return render_template("teach/decks/new.html", form=form), status


def shown(deck: str, form: OwnerForm, *, status: int = 200) -> tuple[str, int]:
    """Render the page of a deck with the form for another owner."""
    values = {"page": deck_pages.page(visitor(), deck), "offers": offering.offers(visitor(), deck)}
    return render_template("teach/decks/page.html", **values, form=form, today=today(), class_zone=class_zone), status


@bp.get("/teach")
def index() -> str:
    """List every deck with what is wrong with its newest files."""
    values = {"decks": editions.teachers_decks(visitor().id), "to_check": editions.to_check(today())}
    offered = {offer.deck: offer.answers for offer in offering.offers(visitor())}
    return render_template("teach/decks/index.html", **values, offered=offered, bank=settings().bank.name)


@bp.get("/teach/decks/new")
def new_deck() -> tuple[str, int]:
    """Show the form for a new deck."""
    return began(NewDeckForm(formdata=None))


@bp.post("/teach/decks/new")
def create_deck() -> Any:
    """Create a deck and open its editor."""
    form = NewDeckForm()
    try:
        deck = drafts.create(visitor(), form.title.data, form.language.data, now())
    except Invalid as error:
        return began(form, status=form.refuse(error))
    return redirect(url_for("teach.editor", deck=deck), 303)


@bp.get("/teach/decks/<deck>")
def deck(deck: str) -> tuple[str, int]:
    """Show a deck as a whole."""
    return shown(deck, OwnerForm(formdata=None))


@bp.get("/teach/decks/<deck>/coverage", endpoint="coverage")
def show_coverage(deck: str) -> str:
    """Show the parts of the reading that no question covers."""
    view = coverage_of(visitor(), deck)
    return render_template("teach/decks/coverage.html", deck=view.deck, coverage=view.coverage, view=view)


@bp.get("/teach/decks/<deck>/notes")
def notes(deck: str) -> str:
    """Show the notes of a deck for its teachers."""
    return render_template("teach/decks/notes.html", notes=teacher_notes.notes(visitor(), deck))


@bp.post("/teach/decks/<deck>/copy")
def copy_deck(deck: str) -> Response:
    """Copy a deck so that it can be edited."""
    try:
        copy = moving.copy_to_edit(visitor(), deck, now())
    except Invalid as error:
        refused(error)
        return to_deck(deck)
    flash(_("This is your copy. The original deck stays as it is, and your classes keep what they have."), "right")
    return to_deck(copy)


@bp.post("/teach/decks/<deck>/owners")
def change_owners(deck: str) -> Any:
    """Add an owner, remove one, or hand the deck over."""
    who, form, removed = visitor(), OwnerForm(), request.form.get("remove", 0, type=int)
    try:
        if removed:
            owners.remove(who, deck, removed, form.n.data, now())
        elif request.form.get("hand_over"):
            administration.hand_over(who, deck, form.username.data, form.n.data, now())
        else:
            owners.add(who, deck, form.username.data, now())
    except Conflict as error:
        return moved_on(deck, error)
    except Invalid as error:
        return shown(deck, form, status=form.refuse(error))
    flash(_("Saved."), "right")
    return redirect(url_for("teach.index"), 303) if removed == who.id and not administers(who.role) else to_deck(deck)


@bp.post("/teach/decks/<deck>/discard")
def discard_draft(deck: str) -> Any:
    """Go back to what is published."""
    try:
        drafts.discard(visitor(), deck, SeenForm().n.data, now())
        flash(_("The draft’s changes are discarded. It matches the published deck again."), "right")
    except Conflict as error:
        return moved_on(deck, error)
    except Invalid as error:
        refused(error)
    return to_deck(deck)


@bp.post("/teach/decks/<deck>/withdraw")
def withdraw_deck(deck: str) -> Response:
    """Close a deck to its learners."""
    try:
        owners.withdraw(visitor(), deck, now())
        flash(_("Withdrawn. Students no longer see it. Their work is kept, and publishing it again brings it back."), "right")
    except Invalid as error:
        refused(error)
    return to_deck(deck)


@bp.post("/teach/decks/<deck>/delete")
def delete_deck(deck: str) -> Any:
    """Delete a deck that was never published."""
    try:
        owners.delete(visitor(), deck, SeenForm().n.data, now())
    except Conflict as error:
        return moved_on(deck, error)
    except Invalid as error:
        refused(error)
        return to_deck(deck)
    flash(_("The deck is deleted."), "right")
    return redirect(url_for("teach.index"), 303)
