"""The gate: the steps that every request passes before its view. No other module keeps anybody away from a route.

The steps are in one order, in `init_app`; the exceptions for a route are columns of the table in `web/policy.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from quizapp.config import Settings
from quizapp.services.errors import DatabaseUnavailable, Reason
from quizapp.services.site import maintenance
from quizapp.web.context import ACTING, visitor
from quizapp.web.policy import FREE, POLICY, Audience, Rule, admits
from quizapp.web.security import csrf
from quizapp.web.subpath import here

log = logging.getLogger("quizapp")

MOST_FIELDS = 2_000
"""The fields of a form; no page has a quarter of that. Werkzeug counts the parts of a form with files alone."""

Step = Callable[[Rule], Any]
"""Takes the rule of a route. Returns a response in place of the page, or None to continue, or raises an error that has a page."""

A = Audience

FIRST_PAGE = frozenset({A.LEARNERS, A.LEARNING_READERS, A.MEMBERS, A.INSIDE, A.STUDENTS})
"""Audiences to which one click on the home page makes anybody belong."""


def init_app(app: Flask, settings: Settings) -> None:
    """Send every request through the gate. An endpoint without a rule is an error (LookupError) for everybody."""
    steps = (
        schema(settings),  # all later steps query the database
        size,  # all later steps may read the form
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
            log.error("no policy for %s: add its line to quizapp/web/policy.py", request.endpoint)
            raise LookupError(request.endpoint)
        rule = POLICY[request.endpoint]
        return next((answer for step in steps if (answer := step(rule)) is not None), None)


def schema(settings: Settings) -> Step:
    """Answer 503 with the fix until the database has the program's schema; once it has, this is no longer checked."""
    ready = False

    def step(rule: Rule) -> Any:
        nonlocal ready
        if ready or rule.unready:
            return None
        try:
            problem = "no secret key" if not settings.secret_key else maintenance.schema_problem()
        except DatabaseUnavailable as error:
            if error.reason is not Reason.GONE:
                raise  # its page says what is wrong
            problem = str(error)
        if problem and maintenance.lost(settings):
            raise DatabaseUnavailable(problem, Reason.GONE)  # its page gives the form back; an upgrade would not help
        ready = not problem
        return None if ready else (render_template("errors/503.html", command=maintenance.UPGRADE), 503)

    return step


def size(rule: Rule) -> None:
    """Accept a larger request than usual if the rule says so, from people who may call the route; refuse a form of too many fields.

    A body in chunks announces no length: one that reaches the limit is refused here.
    """
    if rule.most_bytes and admits(rule.audience, visitor()):
        request.max_content_length = rule.most_bytes
    fields = sum(map(len, request.form.listvalues()))
    cut_off = request.content_length is None and getattr(request.stream, "is_exhausted", False)  # Werkzeug reads up to the limit, no more
    if fields > MOST_FIELDS or cut_off:
        abort(413)


def token(app: Flask) -> Step:
    """Refuse a form that does not come from a page of this session (CSRFError)."""

    def step(_rule: Rule) -> None:
        if app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()

    return step


def policy(rule: Rule) -> Any:
    """Refuse visitors outside the audience, whatever the address names. Pages that are not for a person do not exist for them: 404.

    Raises CSRFError, whose page offers what was typed again, for a form that was sent after the sign-in had ended.
    """
    if rule.audience in FREE or admits(rule.audience, visitor()):
        return None
    if visitor().signed_in:
        abort(404)
    if rule.audience in FIRST_PAGE and "presentation" not in request.form:
        return redirect(url_for("home.index"), 303)
    if request.method == "POST":
        raise CSRFError
    return redirect(url_for("account.login", next=here()), 303)


def first_password(rule: Rule) -> Any:
    """Redirect people who still have a first password to the page where they replace it, which leads them on afterwards."""
    if rule.first_password:
        return None
    try:
        waits = visitor().first_password
    except DatabaseUnavailable:
        return None  # the page itself will say so
    there = here() if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("account.first_password", next=there), 303) if waits else None


def tester(rule: Rule) -> Any:
    """Keep a test student from everything that would make it somebody else."""
    if ACTING not in session or rule.studying:
        return None
    flash(_("A test student cannot do that. Go back to teaching first."))
    return redirect(url_for("home.index"), 303)
