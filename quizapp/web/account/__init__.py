"""Accounts: signing in and creating one, settings, the calendar address, and everything that is stored about a person."""

from flask import Blueprint

bp = Blueprint("account", __name__)

from quizapp.web.account import being_sure, calendar, doors, first_password, links, mine, views  # noqa: E402, F401 - registers the routes
