"""The first page: what is due for a learner, what this is for a newcomer."""

from flask import Blueprint

bp = Blueprint("home", __name__)

from quizapp.web.home import views  # noqa: E402, F401 - registers the routes
