"""A learner and a deck: the path of an answer, what is asked next, memory, progress, notes, cards."""
