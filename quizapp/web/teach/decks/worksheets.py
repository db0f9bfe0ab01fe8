"""A worksheet to print, with its key on a separate page."""

from __future__ import annotations

import re

from flask import render_template, request

from quizapp.services.authoring import worksheets
from quizapp.services.errors import Invalid, NotFound
from quizapp.web.context import settings, visitor
from quizapp.web.forms import UNREADABLE
from quizapp.web.teach import bp
from quizapp.web.teach.decks.forms import LONGEST_SEED, SheetForm

OTHER = re.compile(r"[^a-z0-9]")


@bp.get("/teach/decks/<deck>/worksheet")
def worksheet(deck: str) -> str:
    """Show a worksheet; the same seed gives the same one."""
    form = SheetForm(formdata=request.args)
    seed = _plain(form.seed.data)[:LONGEST_SEED] or _plain(settings().nonce())[:6] or "1"
    count = worksheets.USUAL if form.count.data == UNREADABLE else form.count.data
    try:
        sheet = worksheets.worksheet(visitor(), deck, seed, count, form.category.data, with_key=form.key.data)
    except Invalid as error:
        raise NotFound(deck) from error
    return render_template("teach/decks/worksheet.html", sheet=sheet, form=SheetForm.of(sheet))


def _plain(seed: str) -> str:
    """Return a seed in a form that can be copied from a printed sheet: only lower-case letters and digits."""
    return OTHER.sub("", seed.lower())
