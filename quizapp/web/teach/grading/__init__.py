"""Pages about assignments, grades and what answers show."""

from quizapp.web.teach.grading import analysis, assigning, gradebook, queue, regrading

__all__ = ["analysis", "assigning", "gradebook", "queue", "regrading"]
