"""The teacher's pages: the decks of the site and what is wrong with their files."""

from flask import Blueprint

bp = Blueprint("teach", __name__)

from quizapp.web.teach import classes, decks, editor, grading  # noqa: E402, F401 - registers the routes
