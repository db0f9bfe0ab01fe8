"""Rows of quizzes that are taken."""
