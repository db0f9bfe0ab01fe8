"""A quiz from its set-up to its review."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.learning.answering import Pending, Saved, answer_quiz
from quizapp.services.quizzes import attempts, quizzes, reviews
from quizapp.services.quizzes.quizzes import QuizOffer, Setup
from quizapp.web.context import clipped, moment, now, settings, visitor, zone
from quizapp.web.quiz import bp
from quizapp.web.quiz.forms import SetupForm

PENDING = "position"
AUTOSAVE = "X-Autosave"
ATTEMPT = "/attempts/<int(max=999999999):n>"
POSITION = ATTEMPT + "/<int(max=999):position>"


def set_up(offer: QuizOffer, form: SetupForm) -> str:
    """Render the page that sets up a quiz on a deck, or offers the open one."""
    return render_template("quiz/start.html", offer=offer, form=form, zone=zone())


@bp.get("/quiz/<deck>")
def start(deck: str) -> str:
    """Show what a quiz on a deck can be."""
    offer = quizzes.offer(visitor(), deck, now())
    return set_up(offer, SetupForm(offer, formdata=None))


@bp.post("/quiz/<deck>")
def begin(deck: str) -> Any:
    """Start a quiz, or redirect to the open one."""
    setup = Setup(everything=True)
    if not request.form.get("everything"):
        offer = quizzes.offer(visitor(), deck, now())
        form = SetupForm(offer)
        if not form.validate():
            return set_up(offer, form), 422
        setup = form.setup()
    started = quizzes.start(visitor(), deck, setup, moment(), settings().nonce())
    if started.fresh:
        return redirect(url_for(".position", n=started.n, position=1), 303)
    flash(_("You already have a quiz open on this deck. Finish it first; no second one was started."))
    return redirect(url_for(".attempt", n=started.n), 303)


@bp.get(ATTEMPT)
def attempt(n: int) -> Any:
    """Show the overview of an open quiz, which asks for confirmation if questions are unanswered."""
    sheet = attempts.sheet(visitor(), n, now())
    return render_template("quiz/attempt.html", sheet=sheet) if sheet else redirect(url_for(".review", n=n), 303)


@bp.post(ATTEMPT)
def hand_in(n: int) -> Response:
    """Close a quiz."""
    attempts.hand_in(visitor(), n, moment())
    return redirect(url_for(".review", n=n), 303)


@bp.get(POSITION)
def position(n: int, position: int) -> Any:
    """Show the question at a position, or its feedback if that is given at once."""
    page = attempts.page(visitor(), n, position, moment(), given_back(n, position))
    if page is None:
        return redirect(url_for(".review", n=n), 303)
    values = {"sheet": page.sheet, "showing": page.showing, "feedback": page.feedback, "editable": editing.editable(visitor())}
    return render_template("quiz/position.html", page=page, **values)


@bp.post(POSITION)
def answer(n: int, position: int) -> Any:
    """Save the response to a position; one that comes after the end is refused."""
    arrived = moment()
    fields = request.form.to_dict(flat=False)
    outcome = answer_quiz(visitor().id, n, request.form.get("presentation", ""), fields, arrived)
    if request.headers.get(AUTOSAVE):
        if isinstance(outcome, Saved):
            return "", 204, {} if outcome.left is None else {"X-Left": str(outcome.left)}
        return "", 409 if outcome.state == "closed" else 422
    if isinstance(outcome, Saved):
        return redirect(onward(outcome), 303)
    if outcome.state == "closed":
        return render_template("quiz/late.html", n=n, typed=outcome.words), 409
    session[PENDING] = (n, position, outcome.state, clipped(outcome.typed))
    return redirect(url_for(".position", n=n, position=position), 303)


@bp.get(ATTEMPT + "/review")
def review(n: int) -> Any:
    """Show the result of a quiz once it has ended."""
    shown = reviews.review(visitor(), n, now())
    if shown is None:
        return redirect(url_for(".attempt", n=n), 303)
    return render_template("quiz/review.html", review=shown, zone=zone(), editable=editing.editable(visitor()))


@bp.get(ATTEMPT + "/time")
def time(n: int) -> dict[str, int | None]:
    """Tell our script how many seconds are left, by the server's clock."""
    return {"left": attempts.left(visitor(), n, now())}


def onward(saved: Saved) -> str:
    """Return where a saved response leads: to its feedback, the requested position, the next one, or the overview."""
    wanted = request.form.get("go", "")
    if saved.settled:
        return url_for(".position", n=saved.attempt, position=saved.position)
    following = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else saved.position + 1  # noqa: PLR2004 - as in the address
    if wanted == "end" or not 1 <= following <= saved.positions:
        return url_for(".attempt", n=saved.attempt)
    return url_for(".position", n=saved.attempt, position=following)


def given_back(n: int, position: int) -> Pending | None:
    """Return the form for this position that the previous request refused, if any."""
    kept = session.pop(PENDING, None)
    if not kept or tuple(kept[:2]) != (n, position):
        return None
    return Pending("", kept[2], {name: tuple(values) for name, values in kept[3].items()})
