"""The number of the rules by which responses are graded, which is stored with every answer."""

GRADING_RULES = 3
"""Raised with every change of the program that gives some response another grade.

Grades that were given before stay. Because the number has changed, each question with older answers is looked at once, and re-grades are
offered where today's rules differ. `tests/golden/test_verdicts.py` fails if grades change and the number does not. Before answers were
stored with a number, it was 1.
"""
