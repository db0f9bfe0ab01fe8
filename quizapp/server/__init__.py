"""What gunicorn runs for `quizapp serve`."""
