"""Decks to and from other programs: one module per format and direction.

An exporter takes a Deck and returns `Exported`; a reader takes bytes and returns `Found`, which `drafting.drafted` turns into a deck
folder.
"""
