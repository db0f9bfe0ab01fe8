"""Timeline practice: the order, the axis, and the finished timeline."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.domain.reading.timeline import Event
from quizapp.services.practice import timelines
from quizapp.services.practice.timelines import PlacedEvent, TimelineSheet
from quizapp.web.context import moment, settings, visitor
from quizapp.web.read import bp
from quizapp.web.read.timeline_drawing import drawings, form_axis

TIMELINE = "/decks/<deck>/timeline"


@bp.get(TIMELINE)
def timeline(deck: str) -> str:
    """Ask for the order of the events, then for their years."""
    made = settings()
    return form(timelines.sheet(visitor(), deck, request.args.to_dict(), key=made.secret_key, nonce=made.nonce()))


@bp.post(TIMELINE)
def timeline_finish(deck: str) -> Any:
    """Store what was placed, or show the form again."""
    outcome = timelines.finish(visitor(), deck, request.form.to_dict(), moment(), settings().nonce())
    if isinstance(outcome, TimelineSheet):
        return form(outcome), 422
    return redirect(url_for(".timeline_finished", deck=deck, n=outcome), 303)


@bp.get(TIMELINE + "/<int(max=999999999):n>")
def timeline_finished(deck: str, n: int) -> str:
    """Show a finished timeline."""
    shown = timelines.finished(visitor(), deck, n)
    dates = {row.event.id: spelled(row.event, shown.deck.language) for row in shown.rows}
    notes = {row.event.id: note(row) for row in shown.rows}
    return render_template(
        "read/timeline_finished.html", deck=shown.deck, shown=shown, dates=dates, notes=notes, drawings=drawings(shown, dates, notes)
    )


def form(sheet: TimelineSheet) -> str:
    """Render the page of a form: the order, the axis, or a note if there is too little to place."""
    if not sheet.lines:
        return render_template("read/timeline_none.html", deck=sheet.deck, sheet=sheet)
    dates = {line.event.id: spelled(line.event, sheet.deck.language) for line in sheet.lines if line.event.given}
    if sheet.scale is None:
        return render_template("read/timeline_order.html", deck=sheet.deck, sheet=sheet, dates=dates)
    given = [(place, line.event) for place, line in enumerate(sheet.lines, 1) if line.event.given]
    return render_template("read/timeline_axis.html", deck=sheet.deck, sheet=sheet, dates=dates, axis=form_axis(sheet.scale, given))


def spelled(event: Event, language: str) -> str:
    """Return the date of an event as its deck's language writes it, with both ends of a range."""
    return " – ".join((when if when.possible else when.cut("month")).spelled(language) for when in event.ends)


def note(row: PlacedEvent) -> str:
    """Return in words how far off an event was placed."""
    if row.placed is None:
        return str(_("given"))
    start, end = row.placed.off[0], row.placed.off[-1]
    if not (start or end):
        return str(_("the right years") if row.event.lasts else _("the right year"))
    return str(_("start: %(start)s, end: %(end)s", start=off_words(start), end=off_words(end))) if row.event.lasts else off_words(start)


def off_words(off: int) -> str:
    """Return in words by how many years an event is too early or too late."""
    if off == 0:
        return str(_("right"))
    early = ngettext("%(num)s year too early", "%(num)s years too early", abs(off))
    return str(early if off < 0 else ngettext("%(num)s year too late", "%(num)s years too late", off))
