"""YAML files become an immutable Deck here, and every problem in them gets a file, a line, a column, a code and a cure.

Knows YAML and Markdown, no framework and no database, and imports `quizapp.domain` only. On the way of a deck: `scan` makes text safe
to parse, `reader` makes plain data of it, `source` reads a folder, `build` makes the deck, `references` and `rules` look through it,
`load` puts it all together, `messages` has the words for every code.
"""
