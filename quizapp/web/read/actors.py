"""Who is who in a deck."""

from __future__ import annotations

from flask import render_template, request

from quizapp.services.practice import actors
from quizapp.web.context import today, visitor
from quizapp.web.read import bp


@bp.get("/decks/<deck>/actors", endpoint="actors")
def show_actors(deck: str) -> str:
    """Show the people, places and terms of a deck; `open` is the number of one of which nothing is covered."""
    shown = actors.actors(visitor(), deck, today(), request.args.get("open", 0, type=int))
    return render_template("read/actors.html", deck=shown.deck, kinds=shown.kinds)
