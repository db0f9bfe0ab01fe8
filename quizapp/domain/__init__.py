"""The rules for questions, memory and decks, however they are stored or shown.

Pure: no Flask, no SQLAlchemy, no files, no clock and no global randomness; time and chance are passed in as arguments. A response is graded
in `question_types`, `scheduling` and `memory` decide when a question comes back, and `queue` decides what comes next. Nothing here imports
another layer of quizapp.
"""
