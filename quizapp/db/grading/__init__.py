"""Rows of assignments, marks, reports and re-grades, and queries about many answers."""
