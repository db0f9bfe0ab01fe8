"""Pages about a class."""

from quizapp.web.teach.classes import class_accounts, classes, doubles, forecasts, lessons, moving, rosters, student_view, tests_of_class

__all__ = ["class_accounts", "classes", "doubles", "forecasts", "lessons", "moving", "rosters", "student_view", "tests_of_class"]
