"""Decks as their authors see them: drafts, editing, publishing, revisions, owners, exchange, worksheets."""
