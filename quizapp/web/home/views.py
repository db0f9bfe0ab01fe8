"""The home page, the click that creates a guest, and addresses for operators and browsers."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from quizapp.services.errors import Invalid
from quizapp.services.grading import class_dates, my_assignments
from quizapp.services.learning import overview
from quizapp.services.people import accounts, preferences
from quizapp.services.site import maintenance
from quizapp.web import renamed
from quizapp.web.assets import asset
from quizapp.web.context import my_day, now, settings, sign_in, visitor, zone
from quizapp.web.home import bp
from quizapp.web.metrics import page
from quizapp.web.redirects import wanted
from quizapp.web.sentences import sentence
from quizapp.web.unsent import started_afresh


@bp.get("/")
def index() -> str:
    """Show what is due or, to a newcomer, what quizapp is."""
    if visitor().signed_in:
        mine, today = my_assignments.assigned(visitor(), now()), overview.today_view(visitor(), my_day())
        waiting = [one for one in mine if one.mine.assignment.id in today.waiting]
        values = {"dates": class_dates.coming(mine), "waiting": waiting, "zone": zone()}
        return render_template("home/today.html", today=today, **values)
    return render_template("home/new.html", decks=overview.public_views(visitor()), zone=zone())


@bp.post("/guest")
def guest() -> BaseResponse:
    """Make a newcomer a guest and redirect to the reading of the deck, or of the first open one, and there to the `check` of a section.

    Somebody who has already `read` it is redirected to the questions, and a guest who was signed out while answering to that question.
    """
    who = visitor()
    public, wanted = overview.public_views(who), renamed.named(request.form.get("deck", ""))
    chosen = next((deck for deck in public if deck.id == wanted), None) or next((deck for deck in public if not deck.closed_until), None)
    if chosen is None:
        return redirect(url_for(".index"), 303)
    if not who.signed_in:
        sign_in(accounts.start_guest(now(), request.user_agent.string), known=False)
        if question := started_afresh(visitor().id):
            return redirect(question, 303)
    if not chosen.minutes or request.form.get("read"):
        return redirect(url_for("study.deck", deck=chosen.id), 303)
    check = request.form.get("check") or None
    return redirect(url_for("read.reading", deck=chosen.id, check=check, _anchor=check and "check"), 303)


@bp.post("/minutes")
def set_minutes() -> BaseResponse:
    """Set how many minutes a day the learner wants to study, by one of a few buttons."""
    try:
        preferences.set_minutes(visitor().id, request.form.get("minutes", -1, int))
    except Invalid as error:
        flash(sentence(error), "wrong")
    else:
        flash(_("Your choice is saved. It counts from the next question on."), "right")
    return redirect(wanted() or url_for(".index"), 303)


@bp.get("/favicon.ico")
def favicon() -> BaseResponse:
    """Redirect browsers that ask here to the icon."""
    return redirect(asset("favicon.svg"), 301)


@bp.get("/healthz")
def healthz() -> Response:
    """Report that the process answers, without using a session or the database."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/metrics")
def metrics() -> Response:
    """Show the counts and times of requests to a program on this machine."""
    return page()


@bp.get("/readyz")
def readyz() -> Any:
    """Report whether answers can be stored now."""
    problem = maintenance.unready(settings())
    return Response(f"{problem or 'ok'}\n", status=503 if problem else 200, mimetype="text/plain")
