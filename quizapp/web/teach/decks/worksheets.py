"""A worksheet to print, with its key on a page of its own."""

from __future__ import annotations

import re

from flask import render_template, request

from quizapp.services.authoring import worksheets
from quizapp.services.errors import Invalid, NotFound
from quizapp.web.context import settings, visitor
from quizapp.web.teach import bp

OTHER = re.compile(r"[^a-z0-9]")
LONGEST_SEED = 12


@bp.get("/teach/decks/<deck>/worksheet")
def worksheet(deck: str) -> str:
    """Show a worksheet; the same seed gives the same one."""
    given = request.args
    seed = _plain(given.get("seed", ""))[:LONGEST_SEED] or _plain(settings().nonce())[:6] or "1"
    count = given.get("count", worksheets.USUAL, type=int)
    try:
        sheet = worksheets.worksheet(visitor(), deck, seed, count, given.getlist("category"), with_key=given.get("key") == "1")
    except Invalid as error:
        raise NotFound(deck) from error
    return render_template("teach/decks/worksheet.html", sheet=sheet, most=worksheets.MOST)


def _plain(seed: str) -> str:
    """Return a seed as it can be read off a sheet, where capitals and small letters look alike."""
    return OTHER.sub("", seed.lower())
