"""Pages about a deck as a whole."""

from quizapp.web.teach.decks import coverage, decks, exporting, importing, publishing, revisions, worksheets

__all__ = ["coverage", "decks", "exporting", "importing", "publishing", "revisions", "worksheets"]
