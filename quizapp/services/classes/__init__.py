"""Classes: who is in them, how one joins, what they know, the log, the lesson page."""
