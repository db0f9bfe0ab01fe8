"""For administrators: every account and deck of the site, what was done to them, and how the site is kept. For others it does not exist."""

from flask import Blueprint

bp = Blueprint("admin", __name__)

from quizapp.web.admin import accounts, decks, views  # noqa: E402, F401 - registers the routes
