"""A deck and its reading: facts, passages, map, timeline, causes."""
