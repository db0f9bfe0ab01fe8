"""Assignments, the gradebook, marks, learners' reports, re-grades, the analysis of questions."""
