"""Pages about assignments, grades and what answers show."""

from quizapp.web.teach.grading import analysis, assigning, gain, gradebook, queue, regrading

__all__ = ["analysis", "assigning", "gain", "gradebook", "queue", "regrading"]
