"""A deck, its reading and its cards."""

from flask import Blueprint

bp = Blueprint("read", __name__)

from quizapp.web.read import causes, checks, map, notes, reading, timeline, views  # noqa: A004, E402, F401 - registers the routes
