"""Decks for simulated learners."""

from __future__ import annotations

from quizapp.domain.reading.deck import Deck
from quizapp.domain.simulation.courses import Course
from quizapp.services.learning.editions import Edition, public_decks


def course_of(deck: Deck) -> Course:
    """Return the questions of a deck, published or not, as the queue of the app sees them."""
    numbers = {key: (number, number) for number, key in enumerate(deck.questions, 1)}
    shown = Edition(deck, 0, numbers)
    asked = {number: deck.questions[key] for key, (number, _) in numbers.items()}
    return Course(
        shown.slots,
        {number: question.chance for number, question in asked.items()},
        {number: question.level for number, question in asked.items()},
    )


def published_deck(deck_id: str) -> Deck | None:
    """Return a public deck of the site, or None."""
    return next((deck for deck in public_decks() if deck.id == deck_id), None)
