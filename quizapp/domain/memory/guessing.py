"""Knowing and being right: the chance of a lucky guess taken out, and put in."""

from __future__ import annotations


def without_guess(probability: float, chance: float) -> float:
    """Return the probability of knowing, from the probability of being right: lucky guesses are taken out. `chance` is below 1."""
    return max(0.0, (probability - chance) / (1 - chance))


def with_guess(knowing: float, chance: float) -> float:
    """Return the probability of being right, from the probability of knowing: the inverse of `without_guess`."""
    return chance + (1 - chance) * knowing
