"""Quizzes: set up, taken, closed, reviewed."""
