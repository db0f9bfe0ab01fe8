"""What learners say about questions."""

from __future__ import annotations

from flask import render_template

from quizapp.services import reports
from quizapp.web.context import teacher_required
from quizapp.web.teach import bp


@bp.get("/teach/queue")
@teacher_required
def queue() -> str:
    """List what learners say is right, or wrong, the most often said first."""
    return render_template("teach/queue.html", entries=reports.queue())
