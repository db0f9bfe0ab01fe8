"""Rows of people and their sign-ins, counters of failures, and which columns name a person."""
