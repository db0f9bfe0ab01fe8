"""The application for any WSGI server: `gunicorn wsgi:app`, `flask --app wsgi run`."""

from quizapp.app import create_app

app = create_app()
