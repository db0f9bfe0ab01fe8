"""A deck, its reading and its cards."""

from flask import Blueprint

bp = Blueprint("read", __name__)

from quizapp.web.read import actors, causes, checks, map, notes, pictures, reading, timeline, views  # noqa: A004, E402, F401 - registers the routes
