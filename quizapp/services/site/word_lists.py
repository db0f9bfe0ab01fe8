"""The word lists of the languages in which there are decks: grading looks typed words up in them."""

from __future__ import annotations

from quizapp import lexicons
from quizapp.db.base import transaction
from quizapp.db.learning import decks


def languages() -> list[str]:
    """Return the languages of the published decks, by the tags of their lists."""
    with transaction(write=False) as connection:
        return sorted({lexicons.code(language) for language in decks.languages(connection)})


def prepare() -> int:
    """Make the lists that are missing, and say how many: that takes seconds, so no page waits for it."""
    missing = [language for language in languages() if lexicons.state(language) == "missing"]
    return sum(lexicons.find_or_make(language) is not None for language in missing)
