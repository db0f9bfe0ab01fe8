"""Pages about a deck as a whole."""

from quizapp.web.teach.decks import decks, exporting, importing, publishing, revisions, worksheets

__all__ = ["decks", "exporting", "importing", "publishing", "revisions", "worksheets"]
