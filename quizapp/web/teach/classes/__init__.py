"""Pages about a class."""

from quizapp.web.teach.classes import class_accounts, class_map, classes, doubles, lessons, moving, rosters, starting, student_view

__all__ = ["class_accounts", "class_map", "classes", "doubles", "lessons", "moving", "rosters", "starting", "student_view"]
