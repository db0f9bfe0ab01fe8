"""Rows of classes and queries about all of their students at once."""
