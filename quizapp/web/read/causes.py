"""Causes practice: the cards and the pairs drawn between them, and the result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from quizapp.services.practice import causes
from quizapp.services.practice.causes import CausesRun, DrawnPairs
from quizapp.web.context import moment, settings, visitor
from quizapp.web.read import bp
from quizapp.web.read.causes_drawing import drawings

CAUSES = "/decks/<deck>/causes"

MOST_ROWS = 200
"""The most rows that are read, more than anybody fills in."""

_ROW = re.compile(r"([0-9]{0,4})-([0-9]{0,4})")
_NUMBER = re.compile(r"[0-9]{1,9}")


@bp.get(CAUSES, endpoint="causes")
def causes_form(deck: str) -> str:
    """Show the cards and ask for their links."""
    made = settings()
    sheet = causes.sheet(visitor(), deck, asked_by(request.args), key=made.secret_key, nonce=made.nonce())
    page = "read/causes.html" if sheet.cards else "read/causes_none.html"
    return render_template(page, deck=sheet.deck, sheet=sheet, said=[said(run) for run in sheet.runs])


@bp.post(CAUSES)
def causes_finish(deck: str) -> Response:
    """Store what was drawn, or redirect to the form, which the address fills in again, so that a reload does not send anything."""
    asked, more = asked_by(request.form), "more" in request.form
    n = None if more else causes.finish(visitor(), deck, asked, moment(), settings().nonce())
    if n is not None:
        return redirect(url_for(".causes_finished", deck=deck, n=n), 303)
    rows = len(asked.drawn) + more
    return redirect(url_for(".causes", deck=deck, **kept(asked), rows=rows, _anchor=f"row-{rows}" if more else "faults"), 303)


@bp.get(CAUSES + "/<int(max=999999999):n>")
def causes_finished(deck: str, n: int) -> str:
    """Show what was drawn next to what the reading says."""
    shown = causes.finished(visitor(), deck, n)
    runs = [said(run) for run in shown.runs]
    title = said(CausesRun(n, moment().day, shown.result.hits, len(shown.links), len(shown.wrong)))
    return render_template("read/causes_finished.html", deck=shown.deck, shown=shown, title=title, said=runs, drawings=drawings(shown))


def asked_by(fields: Mapping[str, str]) -> DrawnPairs:
    """Return the contents of a form from its fields, or from an address in one text: the numbers of each row, 0 if there is none."""
    if "drawn" in fields:
        rows = [match.groups() for match in map(_ROW.fullmatch, fields["drawn"].split(".")[:MOST_ROWS]) if match]
    else:
        numbers = (number for number in range(1, MOST_ROWS + 1) if f"cause-{number}" in fields)
        rows = [(fields[f"cause-{number}"], fields.get(f"effect-{number}", "")) for number in numbers]
    return DrawnPairs(
        revision=number_of(fields.get("revision", "")),
        nonce=fields.get("nonce", ""),
        drawn=tuple((number_of(cause), number_of(effect)) for cause, effect in rows),
        rows=min(number_of(fields.get("rows", "")), MOST_ROWS),
        checked="more" not in fields and "checked" in fields,
        dont_know="dont_know" in fields,
    )


def kept(asked: DrawnPairs) -> dict[str, Any]:
    """Return the contents of a form as parts of the address."""
    drawn = ".".join(f"{cause or ''}-{effect or ''}" for cause, effect in asked.drawn)
    return {"nonce": asked.nonce[:40], "revision": asked.revision, "drawn": drawn} | ({"checked": 1} if asked.checked else {})


def number_of(text: str) -> int:
    """Return the number in a field, or 0 for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def said(run: CausesRun) -> str:
    """Return in words how many links a run found, and how many of its pairs are not links."""
    if not run.found + run.wrong:
        return str(_("No links drawn"))
    found = _("All %(links)s links found", links=word(run.links))
    if run.found < run.links:
        found = _("%(found)s of %(links)s links found", found=word(run.found).capitalize(), links=word(run.links))
    if not run.wrong:
        return str(found)
    wrong = ngettext("%(count)s wrong", "%(count)s wrong", run.wrong, count=word(run.wrong))
    return str(_("%(found)s, %(wrong)s", found=found, wrong=wrong))


def word(number: int) -> str:
    """Return a number as a word, or in figures from thirteen on."""
    words = (
        *(_("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six")),
        *(_("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve")),
    )
    return str(words[number]) if number < len(words) else str(number)
