"""A deck, its reading and its cards."""

from flask import Blueprint

bp = Blueprint("read", __name__)

from quizapp.web.read import views  # noqa: E402, F401 - registers the routes
