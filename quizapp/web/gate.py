"""The gate: what every request passes before its view, one step after another. No other module keeps anybody from a route.

The steps stand in one order, in `init_app`; which route is excepted from one of them is a column of the table in `web/policy.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from quizapp.config import Settings
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.site import maintenance
from quizapp.web.context import ACTING, visitor
from quizapp.web.policy import FREE, POLICY, Audience, Rule, admits
from quizapp.web.security import csrf

Step = Callable[[Rule], Any]
"""Takes the rule of a route. Returns the answer in place of the page, None to go on, or raises what has a page of its own."""

A = Audience

FIRST_PAGE = frozenset({A.LEARNERS, A.LEARNING_READERS, A.MEMBERS, A.INSIDE, A.STUDENTS})
"""Audiences that one click on the first page makes anybody belong to."""


def init_app(app: Flask, settings: Settings) -> None:
    """Let every request pass the gate. An endpoint without a rule is a fault (LookupError) for everybody."""
    steps = (
        schema(settings),  # whatever follows asks the database
        size,  # whatever follows may read the form
        token(app),
        policy,
        first_password,
        tester,
    )

    @app.before_request
    def gate() -> Any:
        if request.endpoint is None:
            return None  # no route: the error page follows
        if request.endpoint not in POLICY:
            raise LookupError(f"no policy for {request.endpoint}")
        rule = POLICY[request.endpoint]
        return next((answer for step in steps if (answer := step(rule)) is not None), None)


def schema(settings: Settings) -> Step:
    """Answer 503 with the cure until the database is as the program needs it; looked at until it is, then no more."""
    ready = False

    def step(rule: Rule) -> Any:
        nonlocal ready
        if ready or rule.unready:
            return None
        try:
            problem = "no secret key" if not settings.secret_key else maintenance.schema_problem()
        except DatabaseUnavailable as error:
            problem = str(error)
        ready = not problem
        return None if ready else (render_template("errors/503.html", command=maintenance.UPGRADE), 503)

    return step


def size(rule: Rule) -> None:
    """Take a larger request than elsewhere where the rule says so, from who may call."""
    if rule.most_bytes and admits(rule.audience, visitor()):
        request.max_content_length = rule.most_bytes


def token(app: Flask) -> Step:
    """Refuse a form that no page of this session holds (CSRFError)."""

    def step(_rule: Rule) -> None:
        if app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()

    return step


def policy(rule: Rule) -> Any:
    """Refuse who cannot belong to the audience, whatever the address names. What is not for a person does not exist: 404.

    Raises CSRFError, whose page gives back what was typed, for a form that was sent after the sign-in had ended.
    """
    if rule.audience in FREE or admits(rule.audience, visitor()):
        return None
    if visitor().signed_in:
        abort(404)
    if rule.audience in FIRST_PAGE:
        return redirect(url_for("home.index"), 303)
    if request.method == "POST":
        raise CSRFError
    return redirect(url_for("account.login", next=request.full_path), 303)


def first_password(rule: Rule) -> Any:
    """Lead who still has a first password to the page where it is replaced, whatever they asked for; from there they go on."""
    if rule.first_password:
        return None
    try:
        waits = visitor().first_password
    except DatabaseUnavailable:
        return None  # the page itself will say so
    there = request.full_path.removesuffix("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("account.first_password", next=there), 303) if waits else None


def tester(rule: Rule) -> Any:
    """Keep a test student from what would make somebody else of it."""
    if ACTING not in session or rule.studying:
        return None
    flash(_("A test student cannot do that. Go back to teaching first."))
    return redirect(url_for("home.index"), 303)
