"""The memory map of a deck: the coloured reading, and a table with the same information."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request

from quizapp.services.learning import memory_map
from quizapp.services.learning.memory_map import MapRequest
from quizapp.web import words
from quizapp.web.context import my_day, visitor
from quizapp.web.read import bp, folding

FARTHEST = timedelta(days=3652)
"""How far in the future a map can be: ten years."""


@bp.get("/decks/<deck>/map", endpoint="map")
def draw_map(deck: str) -> str:
    """Show how well the words of a reading are remembered on a day, and the facts behind the chosen words."""
    folding.look(deck)
    now, asked = my_day(), request.args.get("day", "")
    day = future_day(asked, now)
    facts = frozenset(request.args.get("fact", "").split(",")) - {""}
    table = request.args.get("view") == "table"
    choice = MapRequest(day or now, facts, request.args.get("at", type=int), table=table)
    shown = memory_map.draw(visitor(), deck, now, choice)
    days = {when: when and words.day(when) for when in {fact.next_day for fact in shown.table}}
    bounds = {"today": now, "farthest": now + FARTHEST}
    return render_template("read/map.html", deck=shown.deck, map=shown, refused=bool(asked) and day is None, days=days, **bounds)


def future_day(text: str, now: date) -> date | None:
    """Read the day of a map: today or within the next ten years; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if now <= day <= now + FARTHEST else None
