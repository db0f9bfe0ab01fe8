"""Pages about a class."""

from quizapp.web.teach.classes import class_accounts, class_map, classes, doubles, lessons, moving, rosters, starting, test_students

__all__ = ["class_accounts", "class_map", "classes", "doubles", "lessons", "moving", "rosters", "starting", "test_students"]
