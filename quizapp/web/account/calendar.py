"""The private calendar address: created, shown once, revoked, and read by a calendar."""

from __future__ import annotations

from datetime import UTC, date

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from quizapp.services.errors import NotAllowed, NotFound
from quizapp.services.learning import reminders
from quizapp.services.learning.dated_tests import UpcomingTest
from quizapp.services.learning.reminders import Reminder
from quizapp.web.account import bp
from quizapp.web.addresses import full
from quizapp.web.context import now, settings, visitor

LINE = 73
"""The most octets in a line before it is folded: RFC 5545 allows 75, including the space that begins the next line."""


@bp.post("/account/calendar")
def make_calendar() -> BaseResponse:
    """Create a calendar address, replacing an earlier one."""
    if visitor().guest:
        raise NotAllowed
    return redirect(url_for(".show_calendar", token=reminders.make_address(visitor().id)), 303)


@bp.get("/account/calendar/<token>")
def show_calendar(token: str) -> str:
    """Show the visitor's calendar address; only its hash is stored, so this page cannot be opened again."""
    if not reminders.owns(visitor().id, token):
        raise NotFound
    return render_template("account/calendar.html", address=full("account.calendar", token=token))


@bp.post("/account/calendar/revoke")
def revoke_calendar() -> BaseResponse:
    """Revoke the calendar address."""
    reminders.revoke_address(visitor().id)
    flash(_("The calendar address no longer works."), "right")
    return redirect(url_for("account.settings", _anchor="calendar"), 303)


@bp.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """Return a calendar with the number of questions due tomorrow, and the days of tests."""
    reminder = reminders.tomorrow(token, now(), settings().timezone)
    lines = [*event(reminder)] if reminder.questions else []
    lines += [line for test in reminder.tests for line in day_of_test(test)]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//quizapp//EN", f"X-WR-CALNAME:{escaped(_('Questions'))}", "X-PUBLISHED-TTL:PT6H"]
    text = "".join(fold(line) for line in [*head, *lines, "END:VCALENDAR"])
    return Response(text, content_type="text/calendar; charset=utf-8")


def event(reminder: Reminder) -> list[str]:
    """Return the lines of an all-day event."""
    words = ngettext("%(num)d question", "%(num)d questions", reminder.questions)
    return _all_day(f"{reminder.day:%Y%m%d}", reminder.day, words, full("study.next"))


def day_of_test(test: UpcomingTest) -> list[str]:
    """Return the lines of the day of a test."""
    dated, title = test.dated, ", ".join(part for part in (test.title, test.part) if part)
    words = _("Test: %(title)s", title=title)
    if dated.class_id:
        words = _("Test in %(name)s: %(title)s", name=dated.of_class, title=title)
    return _all_day(f"test-{dated.class_id}-{dated.deck}", dated.day, words, full("study.test_day", deck=dated.deck))


def _all_day(name: str, day: date, words: str, address: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@quizapp",
        f"DTSTAMP:{now().astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{escaped(words)}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Return a text with the escapes of a calendar."""
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def fold(line: str) -> str:
    """Return a line with its end, folded if it is too long, but never inside a character."""
    pieces, size = [""], 0
    for character in line:
        size += len(character.encode())
        if size > LINE:
            pieces.append(" ")
            size = 1 + len(character.encode())
        pieces[-1] += character
    return "\r\n".join(pieces) + "\r\n"
