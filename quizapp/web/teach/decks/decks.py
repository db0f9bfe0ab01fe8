"""One deck for its teachers: made, copied, shared, withdrawn, deleted."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.people.audiences import administers
from quizapp.services.authoring import deck_pages, drafts, owners
from quizapp.services.classes import moving
from quizapp.services.errors import Invalid
from quizapp.services.site import administration
from quizapp.web import languages
from quizapp.web.context import now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp

LANGUAGES = (
    ("en", "English"),
    ("ko", "한국어"),
    ("ja", "日本語"),
    ("zh", "中文"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
)
"""Languages to begin a deck in, each by its own name; any other can be typed in the deck's settings."""


def to_deck(deck: str) -> Response:
    """Lead to the page of a deck."""
    return redirect(url_for("teach.deck", deck=deck), 303)


def refused(error: Invalid) -> None:
    """Say what a service refused."""
    flash(sentence(error), "wrong")


@bp.get("/teach/decks/new")
def new_deck() -> str:
    """Show the form for a new deck."""
    return render_template("teach/decks/new.html", title="", language=languages.current().language, fault="", languages=LANGUAGES)


@bp.post("/teach/decks/new")
def create_deck() -> Any:
    """Make a deck and open its editor."""
    title, language = request.form.get("title", ""), request.form.get("language", "")
    language = language if language in dict(LANGUAGES) else "en"
    try:
        deck = drafts.create(visitor(), title, language, now())
    except Invalid as error:
        fault = sentence(error)
        return render_template("teach/decks/new.html", title=title, language=language, fault=fault, languages=LANGUAGES), 422
    return redirect(url_for("teach.editor", deck=deck), 303)


@bp.get("/teach/decks/<deck>")
def deck(deck: str) -> str:
    """Show a deck as a whole."""
    return render_template("teach/decks/page.html", page=deck_pages.page(visitor(), deck))


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
def change_owners(deck: str) -> Response:
    """Add an owner, remove one, or hand the deck over."""
    who, name = visitor(), request.form.get("username", "")
    try:
        if request.form.get("remove"):
            owners.remove(who, deck, request.form.get("remove", 0, type=int), now())
        elif request.form.get("hand_over"):
            administration.hand_over(who, deck, name, now())
        else:
            owners.add(who, deck, name, now())
    except Invalid as error:
        refused(error)
        return to_deck(deck)
    flash(_("Saved."), "right")
    gone = request.form.get("remove") == str(who.id) and not administers(who.role)
    return redirect(url_for("teach.index"), 303) if gone else to_deck(deck)


@bp.post("/teach/decks/<deck>/discard")
def discard_draft(deck: str) -> Response:
    """Go back to what is published."""
    try:
        drafts.discard(visitor(), deck, now())
        flash(_("The draft’s changes are discarded. It matches the published deck again."), "right")
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
def delete_deck(deck: str) -> Response:
    """Delete a deck that was never published."""
    try:
        owners.delete(visitor(), deck, now())
    except Invalid as error:
        refused(error)
        return to_deck(deck)
    flash(_("The deck is deleted."), "right")
    return redirect(url_for("teach.index"), 303)
