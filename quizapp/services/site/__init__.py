"""The installation as a whole: administration, care, diagnosis, tidying, the demonstration, a person's own data."""
