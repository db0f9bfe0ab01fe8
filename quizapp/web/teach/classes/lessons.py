"""The lesson page of a class, for the projector."""

from __future__ import annotations

from flask import render_template, request

from quizapp.services.classes import lessons
from quizapp.web.context import now, settings, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import join_address


@bp.get("/teach/classes/<int:class_id>/now", endpoint="class_now")
def show(class_id: int) -> str:
    """Show the code, how far the class is, and the questions to talk about; `deck` and `question` choose one more."""
    asked = request.args.get("deck", ""), request.args.get("question", "")
    lesson = lessons.lesson(visitor(), class_id, now(), settings().timezone, asked=asked)
    return render_template("teach/classes/now.html", lesson=lesson, address=join_address(""))
