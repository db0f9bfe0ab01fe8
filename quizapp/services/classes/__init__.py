"""Classes: their members, joining, what they know, the log, the lesson page."""
