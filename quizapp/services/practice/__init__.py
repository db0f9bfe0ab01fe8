"""The reading and the practices around it: checks, timeline, causes, who is who."""
