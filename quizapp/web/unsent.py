"""A form that came after its sign-in had ended is kept in the page until it can be sent; nothing is stored meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from quizapp.services.learning import overview, unsent
from quizapp.services.learning.unsent import UnsentAnswer
from quizapp.web.context import PENDING, clipped, moment, visitor
from quizapp.web.forms import labels_of
from quizapp.web.policy import FREE, POLICY, admits
from quizapp.web.redirects import is_local, onward
from quizapp.web.security import UNREPEATABLE, sent

KEPT = "kept"
"""The field in which a sign-in carries the form that was sent before it."""

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form to be sent: where to, and its fields without any password."""

    to: str
    fields: Fields

    @property
    def text(self) -> str:
        """The form as the value of a field, as `kept` reads it."""
        return json.dumps([self.to, self.fields], ensure_ascii=False)

    @property
    def presentation(self) -> str:
        """The signed presentation, if it is an answer."""
        return next((value for name, value in self.fields if name == "presentation"), "")

    @property
    def lists(self) -> dict[str, list[str]]:
        """The values of each field."""
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        return found


def init_app(app: Flask) -> None:
    """Answer a form without a valid token with a page that keeps it."""
    app.register_error_handler(CSRFError, give_back)


def give_back(_error: CSRFError) -> tuple[str, int]:
    """Show what was sent: to be sent again, to sign in and send it, or, if it cannot be sent, what to do instead."""
    fields, whole = sent()
    form = KeptForm(request.full_path.removesuffix("?"), fields)
    rule = POLICY.get(_endpoint(form))
    if not whole or rule is None:
        return render_template("errors/expired.html", signed_in=visitor().signed_in), 400
    if not visitor().signed_in and rule.audience not in FREE:
        return render_template("errors/signed_out.html", kept=form, **_shown(form)), 400
    return _offer(form, again=True), 400


def kept() -> KeptForm | None:
    """Return the form that a sign-in carries, or None if there is none, or none that this site has written."""
    try:
        to, fields = json.loads(request.form.get(KEPT, ""))
        form = KeptForm(str(to), [(str(name), str(value)) for name, value in fields if name not in UNREPEATABLE])
    except (ValueError, TypeError, RecursionError):
        return None
    return form if is_local(form.to) else None


def onward_with_it() -> str | Response:
    """Return the page after a sign-in: the one that sends the form it carried, or where the visitor wanted to go."""
    form = kept()
    return _offer(form, again=False) if form else onward()


def started_afresh(newcomer: int) -> str:
    """Return the address at which a new guest finds the question and what was typed, or "" if the sign-in carried no such answer."""
    form = kept()
    presentation = unsent.handed_on(form.presentation, newcomer, moment()) if form else ""
    if not form or not presentation:
        return ""
    typed = {name: values for name, values in form.lists.items() if name != "presentation"}
    session[PENDING] = (presentation, "stale", clipped(typed))
    return url_for("study.next")


def _offer(form: KeptForm, *, again: bool) -> str:
    shown, rule = _shown(form), POLICY.get(_endpoint(form))
    answer: UnsentAnswer | None = shown["answer"]
    mine = rule is not None and admits(rule.audience, visitor()) and (answer is None or answer.learner == visitor().id)
    return render_template("errors/kept.html", kept=form, mine=mine, again=again, **shown)


def _shown(form: KeptForm) -> dict[str, Any]:
    """Return what the page shows: the answer, or fields under their labels; and whether a newcomer can start with the question."""
    answer = unsent.unsent(form.presentation, form.lists, moment()) if form.presentation else None
    labels = {} if form.presentation else labels_of(current_app.view_functions.get(_endpoint(form)), [name for name, _ in form.fields])
    lines = [(labels[name], value) for name, value in form.fields if name in labels and value]
    afresh = bool(answer and answer.in_study and not visitor().signed_in and _open_to_all(answer.deck))
    return {"answer": answer, "lines": lines, "afresh": afresh}


def _endpoint(form: KeptForm) -> str:
    """Return the name of the view that the form is for, or "" if there is none."""
    try:
        return str(current_app.url_map.bind("localhost").match(form.to.partition("?")[0], method="POST")[0])
    except HTTPException:
        return ""


def _open_to_all(deck: str) -> bool:
    return any(view.id == deck and not view.closed_until for view in overview.public_views(visitor()))
