"""Assignments, gradebook, marks, what learners report, re-grades, analysis of questions."""
