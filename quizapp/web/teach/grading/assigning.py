"""Assignments of a class: how its teachers create and change them, and what they grant single students."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.grading.assignments import KINDS, clock_text
from quizapp.services.errors import Invalid
from quizapp.services.grading import assigning, gradebook, marks
from quizapp.services.grading.assigning import LONGEST_TITLE, Bench, Typed
from quizapp.web import renamed
from quizapp.web.context import class_zone, now, visitor
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp
from quizapp.web.teach.grading.forms import AssignmentForm, GrantForm


def shown(bench: Bench, kind: str, form: AssignmentForm, *, status: int = 200) -> tuple[str, int]:
    """Render the form of an assignment."""
    form.set_up(bench, class_zone(bench.classroom.zone))
    return render_template("teach/grading/assignment_form.html", bench=bench, kind=kind, form=form), status


@bp.get("/teach/classes/<int:class_id>/assignments/new")
def new_assignment(class_id: int) -> Any:
    """Show the choice of a deck and a kind, then the form for it."""
    kind = request.args.get("kind", "")
    try:
        bench = assigning.bench(visitor(), class_id, renamed.named(request.args.get("deck", "")))
    except Invalid as error:
        flash(sentence(error), "wrong")
        return redirect(url_for(".gradebook", class_id=class_id), 303)
    if bench.deck is None or kind not in KINDS:
        return render_template("teach/grading/assignment_new.html", bench=bench, kind=kind or "study")
    title = _("Study: %(deck)s", deck=bench.deck.title) if kind == "study" else _("Quiz: %(deck)s", deck=bench.deck.title)
    return shown(bench, kind, AssignmentForm(Typed(title=title[:LONGEST_TITLE]), formdata=None))


@bp.post("/teach/classes/<int:class_id>/assignments/new")
def create_assignment(class_id: int) -> Any:
    """Create an assignment."""
    form = AssignmentForm()
    deck, kind = renamed.named(form.deck.data), form.kind.data
    bench = assigning.bench(visitor(), class_id, deck)
    if bench.deck is None or kind not in KINDS:
        flash(_("Please choose a deck and what to do with it. The one you chose may have been withdrawn."), "wrong")
        return render_template("teach/grading/assignment_new.html", bench=bench, kind="study"), 422
    try:
        made = assigning.create(visitor(), class_id, deck, kind, form.typed(), class_zone(bench.classroom.zone), now())
    except Invalid as error:
        return shown(bench, kind, form, status=form.refuse(error))
    flash(_("Assigned. Students see it on their start page."), "right")
    return redirect(url_for(".assignment", assignment_id=made), 303)


@bp.get("/teach/assignments/<int:assignment_id>")
def assignment(assignment_id: int) -> tuple[str, int]:
    """Show everybody's results in an assignment."""
    return standing(assignment_id)


@bp.get("/teach/assignments/<int:assignment_id>/edit")
def edit_assignment(assignment_id: int) -> Any:
    """Show the form of an assignment."""
    try:
        bench = assigning.bench_of(visitor(), assignment_id)
    except Invalid as error:
        return refused(assignment_id, error)
    assert bench.assignment is not None  # bench_of checked that it exists
    zone = class_zone(bench.classroom.zone)
    clock = {"opens": clock_text(bench.assignment.opens_at, zone), "due": clock_text(bench.assignment.due_at, zone)}
    return shown(bench, bench.assignment.kind, AssignmentForm(assigning.typed_of(bench.assignment, clock), formdata=None))


@bp.post("/teach/assignments/<int:assignment_id>/edit")
def change_assignment(assignment_id: int) -> Any:
    """Change an assignment."""
    bench, form = assigning.bench_of(visitor(), assignment_id), AssignmentForm()
    assert bench.assignment is not None  # bench_of checked that it exists
    try:
        assigning.change(visitor(), assignment_id, form.typed(), class_zone(bench.classroom.zone), now())
    except Invalid as error:
        return shown(bench, bench.assignment.kind, form, status=form.refuse(error))
    flash(_("Saved. The new times also apply to attempts that are still open."), "right")
    return back(assignment_id)


@bp.post("/teach/assignments/<int:assignment_id>/withdraw")
def withdraw_assignment(assignment_id: int) -> Response:
    """Withdraw an assignment, or give it again."""
    withdrawn = request.form.get("withdrawn") == "1"
    try:
        assigning.withdraw(visitor(), assignment_id, now(), withdrawn=withdrawn)
    except Invalid as error:
        return refused(assignment_id, error)
    flash(_("Withdrawn. Students no longer see it, and no work is lost.") if withdrawn else _("Assigned again."), "right")
    return back(assignment_id)


@bp.post("/teach/assignments/<int:assignment_id>/students/<int:user_id>")
def grant(assignment_id: int, user_id: int) -> Any:
    """Grant one student a later due date or more time, or excuse them."""
    kind = request.form.get("do", "")
    zone = class_zone(gradebook.assignment_page(visitor(), assignment_id, now()).place.classroom.zone)
    form = GrantForm(user_id, zone)
    try:
        if kind in {"excuse", "unexcuse"}:
            marks.excuse(visitor(), assignment_id, user_id, why=form.why.data, now=now(), excused=kind == "excuse")
        else:
            assigning.extend(visitor(), assignment_id, user_id, form.due.data, form.extra.data, zone, now())
    except Invalid as error:
        status = form.refuse(error)
        return standing(assignment_id, status=status, granting={user_id: form}) if error.field in form else refused(assignment_id, error)
    flash(_("Saved. The student sees the change, and it is in the history below."), "right")
    return back(assignment_id)


def standing(assignment_id: int, *, status: int = 200, granting: Mapping[int, GrantForm] = MappingProxyType({})) -> tuple[str, int]:
    """Render everybody's results, with a form for each student; a refused form is open and shown as it was sent."""
    page = gradebook.assignment_page(visitor(), assignment_id, now())
    zone, rows = class_zone(page.place.classroom.zone), page.rows if page.place.changes else ()
    forms = {row.member.user_id: GrantForm.of(row.member.user_id, row.results[0], zone) for row in rows}
    return render_template("teach/grading/assignment.html", page=page, zone=zone, granting={**forms, **granting}), status


def refused(assignment_id: int, error: Invalid) -> Response:
    """Show what a service refused, on the page of the assignment."""
    flash(sentence(error), "wrong")
    return back(assignment_id)


def back(assignment_id: int) -> Response:
    """Redirect to the page of an assignment."""
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)
