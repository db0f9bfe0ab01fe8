"""The installation as a whole: administration, maintenance, diagnosis, tidying, the demo, a person's own data."""
