"""One question after another."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.errors import NotAllowed
from quizapp.services.learning import rounds, study
from quizapp.services.learning.answering import Pending, answer_study
from quizapp.services.learning.question_pages import Feedback, Showing
from quizapp.services.learning.study import Nothing
from quizapp.services.learning.study_days import ONCE, UNMET, Scope
from quizapp.web.context import PENDING, clipped, moment, my_day, settings, visitor, zone
from quizapp.web.study import bp

FRAGMENT = "X-Fragment"


def scope(deck: str = "") -> Scope:
    """Return the scope that the address asks for."""
    facts, questions = (tuple(name for name in request.args.get(key, "").split(",") if name) for key in ("facts", "questions"))
    ahead = request.args.get("ahead") == "1"
    test = request.args.get("test", "")
    named = deck or request.args.get("deck", "")
    return Scope(named, request.args.get("category", ""), facts, questions, ahead=ahead, test=test if test in {ONCE, UNMET} else "")


def kept(asked: Scope) -> dict[str, Any]:
    """Return the part of an address that keeps a scope from page to page."""
    parts = {"deck": asked.deck, "category": asked.category, "facts": ",".join(asked.facts), "questions": ",".join(asked.questions)}
    parts["test"] = asked.test
    return {name: value for name, value in parts.items() if value} | ({"ahead": "1"} if asked.ahead else {})


@bp.get("/study")
def next() -> Any:  # noqa: A001 - the button's word, and the endpoint's
    """Ask the next question, or show a form again; after a round, show its end."""
    asked = scope()
    if request.args.get("after"):
        shown = study.going_on(visitor(), asked, moment(), settings().nonce())
        return page(shown, asked) if shown else redirect(url_for(".round", **kept(asked)), 303)
    if PENDING not in session:
        return page(study.next_showing(visitor(), asked, moment(), settings().nonce()), asked)
    presentation, state, typed = session[PENDING]
    if state in {"stale", "elsewhere"}:  # the notice is shown once; the rest survives a reload until the question is answered
        del session[PENDING]
    pending = Pending(presentation, state, {name: tuple(values) for name, values in typed.items()})
    return page(study.resume(visitor(), pending, asked, moment(), settings().nonce()), asked)


@bp.get("/study/<deck>")
def deck(deck: str) -> Any:
    """Ask the next question of one deck."""
    return page(study.next_showing(visitor(), scope(deck), moment(), settings().nonce()), scope(deck))


def page(shown: Showing | Nothing, asked: Scope) -> str:
    """Render the page of a question, for our script its region alone; or the page that says that nothing is left."""
    if not isinstance(shown, Showing):
        return drawn("study/done.html", asked, done=shown)
    return drawn("study/_question.html" if FRAGMENT in request.headers else "study/question.html", asked, showing=shown)


def drawn(template: str, asked: Scope, **values: object) -> str:
    """Render a page, or its region, with the scope of its address and, for teachers, the decks they may edit."""
    return render_template(template, scope=kept(asked), editable=editing.editable(visitor()), zone=zone(), **values)


@bp.post("/study/answer")
def answer() -> Any:
    """Store an answer and show its feedback, or show the form again."""
    asked = scope()
    outcome = answer_study(visitor().id, request.form.get("presentation", ""), request.form.to_dict(flat=False), moment())
    if FRAGMENT in request.headers:
        return fragment(outcome, asked)
    if isinstance(outcome, Feedback):
        session.pop(PENDING, None)
        return redirect(url_for(".feedback", n=outcome.n, **kept(asked)), 303)
    session[PENDING] = (outcome.presentation, outcome.state, clipped(outcome.typed))
    return redirect(url_for(".next", **kept(asked)), 303)


def fragment(outcome: Feedback | Pending, asked: Scope) -> str:
    """Return only the changed region, for our script, and after an answer the next question."""
    if isinstance(outcome, Feedback):
        known, following = study.following(visitor(), asked, outcome, moment(), settings().nonce())
        return drawn("study/_answered.html", asked, feedback=known, showing=following)
    shown = study.resume(visitor(), outcome, asked, moment(), settings().nonce())
    return drawn("study/_question.html" if isinstance(shown, Showing) else "study/_done.html", asked, showing=shown, done=shown)


@bp.get("/study/feedback/<int:n>")
def feedback(n: int) -> str:
    """Show the feedback for one of the learner's answers."""
    return drawn("study/feedback.html", scope(), feedback=rounds.feedback(visitor(), scope(), n, moment()))


@bp.post("/study/undo")
def undo() -> Response:
    """Undo the learner's newest answer of today."""
    try:
        study.undo(visitor(), request.form.get("n", 0, int), moment())
        state = "undone"
    except NotAllowed:
        state = "too-late"
    return redirect(url_for(".next", undo=state, **kept(scope())), 303)


@bp.get("/study/round")
def round() -> str:  # noqa: A001 - the word of the design
    """Show what the learner gained and missed in the round that just ended."""
    asked = scope()
    return render_template("study/round.html", ended=rounds.ended(visitor(), asked, my_day()), scope=kept(asked))
