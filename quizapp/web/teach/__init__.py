"""What a teacher sees: the decks of the site and what is wrong with their files."""

from flask import Blueprint

bp = Blueprint("teach", __name__)

from quizapp.web.teach import analysis, class_members, classes, coverage, queue, views  # noqa: E402, F401 - registers the routes
