"""For administrators: every account and deck of the site, its log, weights and state. For others these pages do not exist."""

from flask import Blueprint

bp = Blueprint("admin", __name__)

from quizapp.web.admin import accounts, decks, views, weights  # noqa: E402, F401 - registers the routes
