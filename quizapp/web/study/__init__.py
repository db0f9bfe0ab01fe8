"""The daily questions: ask, answer, feedback, undo, the end of a round."""

from flask import Blueprint

bp = Blueprint("study", __name__)

from quizapp.web.study import aside, dates_of_tests, remarks, views  # noqa: E402, F401 - registers the routes
