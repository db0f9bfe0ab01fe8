"""Quizzes: set one up, take it, hand it in, read its review."""

from flask import Blueprint

bp = Blueprint("quiz", __name__)

from quizapp.web.quiz import views  # noqa: E402, F401 - registers the routes
