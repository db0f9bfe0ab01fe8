"""The classes of a teacher: made, named, given decks and a code, archived."""

from __future__ import annotations

import io
from itertools import groupby
from typing import Any

import segno
from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from quizapp.services.classes import classes, invitations, rosters
from quizapp.services.errors import Invalid
from quizapp.services.people.preferences import zones
from quizapp.web.context import class_zone, now, settings, show_once, shown_once, today, visitor, zone
from quizapp.web.redirects import wanted
from quizapp.web.sentences import sentence
from quizapp.web.teach import bp


def refused(class_id: int, error: Invalid) -> BaseResponse:
    """Say what a service refused, on the page of the class."""
    flash(sentence(error), "wrong")
    return back(class_id)


def back(class_id: int) -> BaseResponse:
    """Lead back to the page of a class."""
    return redirect(url_for(".class_page", class_id=class_id), 303)


def zone_choices() -> list[tuple[str, str | dict[str, str]]]:
    """Return the zones a class can have, each with its words: the site's, that of who asks, UTC, then all by continent."""
    own = usual_zone()
    first = dict.fromkeys(name for name in (own, "UTC") if name)
    areas = groupby((name for name in zones() if name not in first), lambda name: name.partition("/")[0])
    return [
        ("", _("%(zone)s, as on this site", zone=_place(settings().timezone))),
        *((name, _place(name)) for name in first),
        *((area, {name: _place(name) for name in names}) for area, names in areas),
    ]


def usual_zone() -> str:
    """Return the zone a new class has unless another is chosen: that of who asks, empty where it is the site's."""
    own = zone().key
    return own if own in zones() and own != settings().timezone else ""


def _place(name: str) -> str:
    return name.replace("_", " ")


def listed(*, name: str = "", chosen: str | None = None, fault: str = "") -> str:
    """Draw the list of classes with the form for a new one."""
    values = {"classes": classes.taught(visitor()), "zones": zone_choices(), "zone": usual_zone() if chosen is None else chosen}
    return render_template("teach/classes/index.html", name=name, fault=fault, **values)


@bp.get("/teach/classes", endpoint="classes")
def index() -> str:
    """List the classes I teach or assist."""
    return listed()


@bp.post("/teach/classes")
def create_class() -> Any:
    """Make a class."""
    name, chosen = request.form.get("name", ""), request.form.get("zone", "")
    try:
        class_id = classes.create(visitor(), name, chosen, now())
        return redirect(wanted(), 303) if wanted() else back(class_id)
    except Invalid as error:
        return listed(name=name, chosen=chosen, fault=sentence(error)), 422


@bp.get("/teach/classes/<int:class_id>")
def class_page(class_id: int) -> str:
    """Show who is in a class, and its decks, code and settings."""
    roster = rosters.roster(visitor(), class_id, today())
    classroom = roster.place.classroom
    values = {"good": classes.good(classroom, now()), "days": classes.CODE_DAYS, "usual": classes.USUAL_DAYS}
    return render_template("teach/classes/page.html", roster=roster, zone=class_zone(classroom.zone), zones=zone_choices(), **values)


@bp.post("/teach/classes/<int:class_id>")
def change_class(class_id: int) -> BaseResponse:
    """Change the settings of a class."""
    fields = {"name": request.form.get("name", ""), "zone": request.form.get("zone", "")}
    try:
        classes.change(visitor(), class_id, accounts_only=bool(request.form.get("accounts_only")), now=now(), **fields)
    except Invalid as error:
        return refused(class_id, error)
    flash(_("Saved."), "right")
    return back(class_id)


@bp.post("/teach/classes/<int:class_id>/archive")
def archive_class(class_id: int) -> BaseResponse:
    """Archive a class, or open it again."""
    archived = request.form.get("archived") == "1"
    classes.archive(visitor(), class_id, archived=archived, now=now())
    flash(_("The class is archived.") if archived else _("The class is open again. It needs a new code to be joined."), "right")
    return back(class_id)


@bp.post("/teach/classes/<int:class_id>/code")
def change_code(class_id: int) -> BaseResponse:
    """Make a new join code, or revoke the present one."""
    try:
        if request.form.get("revoke"):
            classes.revoke_code(visitor(), class_id, now())
        else:
            classes.renew_code(visitor(), class_id, request.form.get("days", 0, type=int), now())
    except Invalid as error:
        return refused(class_id, error)
    flash(_("The old code lets nobody in any more."), "right")
    return back(class_id)


@bp.get("/teach/classes/<int:class_id>/code")
def class_code(class_id: int) -> str:
    """Show the join code for the board: large, and as a picture."""
    place = classes.board(visitor(), class_id, now())
    return render_template("teach/classes/code.html", classroom=place.classroom, address=join_address(""))


@bp.get("/teach/classes/<int:class_id>/code.svg")
def class_code_picture(class_id: int) -> Response:
    """Draw the address that a join code stands for; black on white in any theme, so that every telephone reads it."""
    code = classes.board(visitor(), class_id, now()).classroom.code
    drawn = io.BytesIO()
    picture = segno.make(join_address(f"/{code}"), error="m", micro=False)
    picture.save(drawn, kind="svg", light="#fff", border=4, omitsize=True, svgclass=None, lineclass=None)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@bp.post("/teach/classes/<int:class_id>/decks")
def change_decks(class_id: int) -> BaseResponse:
    """Give a class a deck, or take one away."""
    try:
        if deck := request.form.get("take"):
            classes.take_away(visitor(), class_id, deck, now())
        else:
            classes.give(visitor(), class_id, request.form.get("deck", ""), now())
    except Invalid as error:
        return refused(class_id, error)
    return redirect(wanted(), 303) if wanted() else back(class_id)


@bp.post("/teach/classes/<int:class_id>/copy")
def copy_class(class_id: int) -> BaseResponse:
    """Make a class for a new year from this one."""
    try:
        new_id, left = classes.copy(visitor(), class_id, request.form.get("name", ""), now())
    except Invalid as error:
        return refused(class_id, error)
    flash(_("The new class has the decks of the old one and a code, and nobody is in it yet."), "right")
    if left:
        words = "%(num)d deck is another teacher’s and was left out.", "%(num)d decks are other teachers’ and were left out."
        flash(ngettext(*words, left), "partly")
    return back(new_id)


@bp.post("/teach/classes/<int:class_id>/links")
def make_staff_link(class_id: int) -> BaseResponse:
    """Make a one-time link for a colleague and lead to the page that shows it."""
    role = request.form.get("role", "")
    try:
        token = invitations.for_staff(visitor(), class_id, role, now())
    except Invalid as error:
        return refused(class_id, error)
    show_once(f"link-{class_id}", [token, role])
    return redirect(url_for(".staff_link", class_id=class_id), 303)


@bp.get("/teach/classes/<int:class_id>/links")
def staff_link(class_id: int) -> Any:
    """Show a one-time link, once."""
    try:
        classroom = classes.to_change(visitor(), class_id)
        token, role = shown_once(f"link-{class_id}")
    except (Invalid, LookupError):
        flash(_("A link is shown once. Where it is lost, make another one."))
        return back(class_id)
    address = f"{site()}{url_for('account.welcome', token=token)}"
    return render_template("teach/classes/link.html", classroom=classroom, address=address, role=role)


def site() -> str:
    """Return the address of this site as people type it, by the settings, else by the request's host."""
    return settings().url.rstrip("/") or request.host_url.rstrip("/")


def join_address(end: str) -> str:
    """Return the address under which people type a code."""
    return f"{site()}{url_for('classes.enter')}{end}"
