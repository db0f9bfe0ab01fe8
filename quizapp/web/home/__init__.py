"""The home page: what is due for a learner, and for a newcomer what quizapp is."""

from flask import Blueprint

bp = Blueprint("home", __name__)

from quizapp.web.home import offline, views  # noqa: E402, F401 - registers the routes
