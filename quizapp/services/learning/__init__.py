"""A learner and a deck: the road of an answer, what is asked next, memory, progress, notes, cards."""
