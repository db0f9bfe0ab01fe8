"""Causes practice: the causes of one effect after another, each step checked at once, and the links in the end."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.services.practice import causes
from quizapp.services.practice.causes import CausesRun, CausesSheet, CheckedCauses, ChosenCauses
from quizapp.web.context import moment, settings, visitor
from quizapp.web.read import bp

CAUSES = "/decks/<deck>/causes"

DEEPEST = 4
"""The most facts on a way through the picture that fit side by side on a wide screen; a longer one stays upright."""

_NUMBER = re.compile(r"[0-9]{1,9}")


@bp.get(CAUSES, endpoint="causes")
def causes_form(deck: str) -> str:
    """Ask for the causes of the next effect."""
    made = settings()
    return form(causes.sheet(visitor(), deck, key=made.secret_key, nonce=made.nonce()))


@bp.post(CAUSES)
def causes_finish(deck: str) -> Any:
    """Store what was chosen for an effect, or ask again if nothing was."""
    chosen = tuple(number_of(value) for value in request.form.getlist("cause")[:100])
    revision, step = (number_of(request.form.get(name, "")) for name in ("revision", "step"))
    asked = ChosenCauses(revision, request.form.get("nonce", ""), step, chosen, "dont_know" in request.form)
    outcome = causes.check(visitor(), deck, asked, moment(), settings().nonce())
    if not isinstance(outcome, CausesSheet):
        return redirect(url_for(".causes_checked", deck=deck, n=outcome[0], step=outcome[1]), 303)
    return (form(outcome), 422) if outcome.empty else redirect(url_for(".causes", deck=deck), 303)


@bp.get(CAUSES + "/<int(max=999999999):n>/<int(max=9999):step>")
def causes_checked(deck: str, n: int, step: int) -> str:
    """Show which causes of an effect were found, with the words of the reading."""
    shown = causes.checked(visitor(), deck, n, step, key=settings().secret_key)
    return render_template("read/causes_checked.html", deck=shown.deck, shown=shown, title=verdict(shown))


@bp.get(CAUSES + "/<int(max=999999999):n>")
def causes_finished(deck: str, n: int) -> str:
    """Show the links that were found and those that were missed."""
    shown = causes.finished(visitor(), deck, n)
    runs = [said(run) for run in shown.runs]
    title = said(CausesRun(n, moment().day, shown.result.hits, len(shown.links), len(shown.wrong)))
    facts = {fact.id: fact for fact in shown.deck.facts}
    page = {"deck": shown.deck, "shown": shown, "title": title, "said": runs, "facts": facts}
    return render_template("read/causes_finished.html", wide=all(tree.depth <= DEEPEST for tree in shown.trees), **page)


def form(sheet: CausesSheet) -> str:
    """Render the form of a step, or a note if the deck has too few links."""
    page = "read/causes.html" if sheet.effect else "read/causes_none.html"
    return render_template(page, deck=sheet.deck, sheet=sheet, many=how_many(sheet.many))


def number_of(text: str) -> int:
    """Return the number in a field, or 0 for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def how_many(many: int) -> str:
    """Return in words how many causes to choose."""
    return str(ngettext("Choose one.", "Choose %(count)s.", many, count=word(many)))


def verdict(shown: CheckedCauses) -> str:
    """Return in words how many causes of an effect were found."""
    many = len(shown.links)
    if shown.hits == many:
        return str(ngettext("Found", "You found all %(count)s", many, count=word(many)))
    if not shown.hits:
        return str(_("Not this time"))
    return str(_("You found %(found)s of the %(count)s", found=word(shown.hits), count=word(many)))


def said(run: CausesRun) -> str:
    """Return in words how many links a run found."""
    if run.found == run.links:
        return str(_("You found all %(links)s links", links=word(run.links)))
    return str(_("You found %(found)s of the %(links)s links", found=word(run.found), links=word(run.links)))


def word(number: int) -> str:
    """Return a number as a word, or in figures from thirteen on."""
    words = (
        *(_("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six")),
        *(_("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve")),
    )
    return str(words[number]) if number < len(words) else str(number)
