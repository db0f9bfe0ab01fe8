"""Quizzes and spaced repetition grounded in a reading.

Nothing is imported here, so that `quizapp.domain` and `quizapp.bank` can be used without Flask. `quizapp.app.create_app` creates the
application; the layers and what each may import are listed in pyproject.toml under `tool.importlinter`.
"""

__version__ = "2026.11.0"
