"""Assignments of a class as its teachers make and change them, and what they grant single students."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.grading.assignments import KINDS, clock_text
from quizapp.services.errors import Invalid
from quizapp.services.grading import assigning, gradebook, marks
from quizapp.services.grading.assigning import Bench, Typed
from quizapp.web.context import class_zone, now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp


def typed() -> Typed:
    """Return what the form holds."""
    given, blank = request.form, Typed()
    return Typed(
        title=given.get("title", blank.title),
        opens=given.get("opens", blank.opens),
        due=given.get("due", blank.due),
        sections=tuple(given.getlist("sections")),
        categories=tuple(given.getlist("categories")),
        tags=tuple(given.getlist("tags")),
        days=given.get("days", blank.days),
        size=given.get("size", blank.size),
        minutes=given.get("minutes", blank.minutes),
        attempts=given.get("attempts", blank.attempts),
        counts=given.get("counts", blank.counts),
        feedback=given.get("feedback", blank.feedback),
        shuffled=bool(given.get("shuffled")),
    )


def form(bench: Bench, kind: str, held: Typed, error: Invalid | None = None) -> str:
    """Draw the form of an assignment with what it holds, and what is wrong with a field of it."""
    fault = (error.field, sentence(error)) if error else ("", "")
    zone = class_zone(bench.classroom.zone)
    return render_template("teach/grading/assignment_form.html", bench=bench, kind=kind, held=held, fault=fault, zone=zone)


@bp.get("/teach/classes/<int:class_id>/assignments/new")
def new_assignment(class_id: int) -> Any:
    """Show the choice of a deck and a kind, then the form for it."""
    kind = request.args.get("kind", "")
    try:
        bench = assigning.bench(visitor(), class_id, request.args.get("deck", ""))
    except Invalid as error:
        flash(sentence(error), "wrong")
        return redirect(url_for(".gradebook", class_id=class_id), 303)
    if bench.deck is None or kind not in KINDS:
        return render_template("teach/grading/assignment_new.html", bench=bench, kind=kind or "study")
    title = _("Study: %(deck)s", deck=bench.deck.title) if kind == "study" else _("Quiz: %(deck)s", deck=bench.deck.title)
    return form(bench, kind, Typed(title=title[:120]))


@bp.post("/teach/classes/<int:class_id>/assignments/new")
def create_assignment(class_id: int) -> Any:
    """Make an assignment."""
    deck, kind, held = request.form.get("deck", ""), request.form.get("kind", ""), typed()
    bench = assigning.bench(visitor(), class_id, deck)
    if bench.deck is None or kind not in KINDS:
        flash(_("Please choose a deck and what to do with it: this deck may have been withdrawn."), "wrong")
        return render_template("teach/grading/assignment_new.html", bench=bench, kind="study"), 422
    try:
        made = assigning.create(visitor(), class_id, deck, kind, held, class_zone(bench.classroom.zone), now())
    except Invalid as error:
        return form(bench, kind, held, error), 422
    flash(_("Assigned. The students of the class see it on their first page."), "right")
    return redirect(url_for(".assignment", assignment_id=made), 303)


@bp.get("/teach/assignments/<int:assignment_id>")
def assignment(assignment_id: int) -> str:
    """Show how everybody stands in an assignment."""
    page = gradebook.assignment_page(visitor(), assignment_id, now())
    return render_template("teach/grading/assignment.html", page=page, zone=class_zone(page.place.classroom.zone))


@bp.get("/teach/assignments/<int:assignment_id>/edit")
def edit_assignment(assignment_id: int) -> Any:
    """Show the form of an assignment."""
    try:
        bench = assigning.bench_of(visitor(), assignment_id)
    except Invalid as error:
        return refused(assignment_id, error)
    assert bench.assignment is not None  # it was asked for
    zone = class_zone(bench.classroom.zone)
    clock = {"opens": clock_text(bench.assignment.opens_at, zone), "due": clock_text(bench.assignment.due_at, zone)}
    return form(bench, bench.assignment.kind, assigning.typed_of(bench.assignment, clock))


@bp.post("/teach/assignments/<int:assignment_id>/edit")
def change_assignment(assignment_id: int) -> Any:
    """Change an assignment."""
    bench, held = assigning.bench_of(visitor(), assignment_id), typed()
    assert bench.assignment is not None  # it was asked for
    try:
        assigning.change(visitor(), assignment_id, held, class_zone(bench.classroom.zone), now())
    except Invalid as error:
        return form(bench, bench.assignment.kind, held, error), 422
    flash(_("Changed. Attempts that are open end when the new rules say."), "right")
    return back(assignment_id)


@bp.post("/teach/assignments/<int:assignment_id>/withdraw")
def withdraw_assignment(assignment_id: int) -> Response:
    """Take an assignment back, or give it again."""
    withdrawn = request.form.get("withdrawn") == "1"
    try:
        assigning.withdraw(visitor(), assignment_id, now(), withdrawn=withdrawn)
    except Invalid as error:
        return refused(assignment_id, error)
    flash(_("Taken back: no student sees it, and nothing that was done is lost.") if withdrawn else _("Assigned again."), "right")
    return back(assignment_id)


@bp.post("/teach/assignments/<int:assignment_id>/students/<int:user_id>")
def grant(assignment_id: int, user_id: int) -> Response:
    """Grant one student a later end or more time, or excuse them."""
    fields, kind = request.form, request.form.get("do", "")
    try:
        if kind in {"excuse", "unexcuse"}:
            marks.excuse(visitor(), assignment_id, user_id, why=fields.get("why", ""), now=now(), excused=kind == "excuse")
        else:
            zone = class_zone(gradebook.assignment_page(visitor(), assignment_id, now()).place.classroom.zone)
            assigning.extend(visitor(), assignment_id, user_id, fields.get("due", ""), fields.get("extra", 0, int), zone, now())
    except Invalid as error:
        return refused(assignment_id, error)
    flash(_("Saved. The student sees it, and it is in the log below."), "right")
    return back(assignment_id)


def refused(assignment_id: int, error: Invalid) -> Response:
    """Say what a service refused, on the page of the assignment."""
    flash(sentence(error), "wrong")
    return back(assignment_id)


def back(assignment_id: int) -> Response:
    """Lead back to the page of an assignment."""
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)
