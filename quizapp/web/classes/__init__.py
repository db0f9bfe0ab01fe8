"""Classes as their members see them, and joining one by its code."""

from flask import Blueprint

bp = Blueprint("classes", __name__)

from quizapp.web.classes import assignments, joining, views  # noqa: E402, F401 - registers the routes
