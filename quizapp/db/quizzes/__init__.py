"""Rows of quizzes that learners take."""
