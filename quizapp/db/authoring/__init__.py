"""Rows of decks that are written in the browser."""
