"""Quizzes, assignments and the analysis of answers."""
