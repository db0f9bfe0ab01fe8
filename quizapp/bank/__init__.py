"""Turns YAML files into an immutable Deck and gives every problem in them a file, a line, a column, a code and a fix.

This package knows YAML and Markdown but no framework and no database, and imports only `quizapp.domain`. A deck passes through these
modules: `scan` makes text safe to parse, `reader` turns it into plain data, `source` reads a folder, `build` makes the deck, `references`
and `rules` check it, `load` runs them all, and `messages` has the words for every code.
"""
