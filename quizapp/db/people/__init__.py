"""Rows of people and their sign-ins, counters of failures, and the columns that identify a person."""
