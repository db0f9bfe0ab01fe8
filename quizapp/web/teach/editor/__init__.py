"""The editor of a deck."""

from quizapp.web.teach.editor import pages, pictures, pieces

__all__ = ["pages", "pictures", "pieces"]
