"""What to discuss in a lesson: the lesson page of a class for the projector, and its memory map."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request

from quizapp.services.authoring import editing
from quizapp.services.classes import class_map, lessons
from quizapp.services.learning.memory_map import MapRequest
from quizapp.web import renamed
from quizapp.web.context import now, settings, today, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import join_address

FARTHEST = timedelta(days=366)
"""How far in the future the map of a class can be: a school year."""


@bp.get("/teach/classes/<int:class_id>/now")
def class_now(class_id: int) -> str:
    """Show the code, the progress of the class, and the questions to discuss; `deck` and `question` choose one more."""
    asked = renamed.named(request.args.get("deck", "")), request.args.get("question", "")
    lesson = lessons.lesson(visitor(), class_id, now(), settings().timezone, asked=asked)
    return render_template("teach/classes/now.html", lesson=lesson, address=join_address(""))


@bp.get("/teach/classes/<int:class_id>/map/<deck>", endpoint="class_map")
def show_map(class_id: int, deck: str) -> str:
    """Show how well a class remembers the reading of a deck, today or on the day of an exam."""
    start, asked = today(), request.args.get("day", "")
    day = _day(asked, start)
    facts = frozenset(request.args.get("fact", "").split(",")) - {""}
    choice = MapRequest(day or start, facts, request.args.get("at", type=int), table=request.args.get("view") == "table")
    drawn = class_map.draw(visitor(), class_id, deck, choice, now(), settings().timezone)
    values = {"today": start, "farthest": start + FARTHEST, "refused": bool(asked) and day is None, "editable": editing.editable(visitor())}
    return render_template("teach/classes/map.html", deck=drawn.deck, map=drawn, **values)


def _day(text: str, start: date) -> date | None:
    """Read the day of a map; None if it is not a day, is in the past, or is too far ahead."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if start <= day <= start + FARTHEST else None
