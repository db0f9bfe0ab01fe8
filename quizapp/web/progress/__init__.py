"""Progress: what a learner remembers, what comes next, how study went."""

from flask import Blueprint

bp = Blueprint("progress", __name__)

from quizapp.web.progress import guesses, views  # noqa: E402, F401 - registers the routes
