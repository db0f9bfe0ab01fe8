"""YAML files become an immutable Deck here, and every problem in them gets a file, a line, a column, a code and a cure.

Knows YAML and Markdown, no framework and no database. `load.py` reads a folder, `build` makes the deck, `checks` finds what is
wrong with a deck that can be read. May import `quizapp.domain` only.
"""
