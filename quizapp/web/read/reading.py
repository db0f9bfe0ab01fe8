"""The reading of a deck, its level, text size and line spacing, and the check that is open in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.people import preferences
from quizapp.services.people.preferences import TEXT_SIZES
from quizapp.services.practice import readings
from quizapp.web.context import my_day, settings, visitor
from quizapp.web.read import bp, folding
from quizapp.web.read.checks import address, asked, opened, reopened
from quizapp.web.read.forms import LEVELS, LINES, LookForm

LOOK = "reading"
"""The cookie that remembers how this device shows readings."""

YEAR = 31_536_000


class Look(NamedTuple):
    """How a reading is shown: text_size is one of TEXT_SIZES, lines (the line spacing) one of LINES, level one of LEVELS."""

    text_size: str
    lines: str
    level: str

    @property
    def easier(self) -> bool:
        """Whether the easier level is wanted."""
        return self.level != LEVELS[0]


def look() -> Look:
    """Return how the visitor wants to see readings: the account's text size and level, or else the valid values of the cookie."""
    words, who = request.cookies.get(LOOK, "").split("-"), visitor()
    size, lines, level = (next((word for word in words if word in known[1:]), known[0]) for known in (TEXT_SIZES, LINES, LEVELS))
    return Look(who.text_size, lines, LEVELS[who.easier]) if who.signed_in else Look(size, lines, level)


def kept(deck: str, look: Look) -> Response:
    """Lead back to the reading, with a cookie for how readings are shown on this device."""
    response = redirect(url_for(".reading", deck=deck), 303)
    response.set_cookie(LOOK, "-".join(look), max_age=YEAR, secure=settings().secure, httponly=True, samesite="Lax")
    return response


@bp.get("/decks/<deck>/read")
def reading(deck: str) -> Any:
    """Show the reading of a deck, or with `print=1` a version to print without controls."""
    wanted, chosen = opened(asked(deck)), look()
    page = readings.page(visitor(), deck, my_day(), easier=chosen.easier, checks=folding.folded(deck))
    part, printing = page.part(wanted.section), request.args.get("print") == "1"
    if part and part.questions and visitor().signed_in and not wanted.questions:  # so that a reload shows the same check
        return redirect(address(replace(wanted, questions=part.questions)), 303)
    check = None if printing else reopened(wanted)
    values = {"deck": page.deck, "page": page, "look": chosen, "printing": printing, "check": check, "address": address}
    values |= {"looked_at": folding.looked_at(deck), "editable": editing.editable(visitor()) if check else {}}
    return render_template("read/reading.html", **values, visitor=replace(visitor(), text_size=chosen.text_size))


@bp.post("/decks/<deck>/look")
def set_look(deck: str) -> Response:
    """Remember how readings are shown: the text size in the account, the rest on this device."""
    size, lines = LookForm().look
    if visitor().signed_in:
        preferences.set_text_size(visitor().id, size)
    flash(_("Your text settings are saved."), "right")
    return kept(deck, look()._replace(text_size=size, lines=lines))


@bp.post("/decks/<deck>/level")
def set_level(deck: str) -> Response:
    """Remember which level of readings is shown: in the account, or else on this device."""
    level = LEVELS[request.form.get("level") in LEVELS[1:]]
    if visitor().signed_in:
        preferences.set_easier(visitor().id, easier=level != LEVELS[0])
    return kept(deck, look()._replace(level=level))
