"""Edits the texts of a deck as a person would: only the lines with a change are touched, and every other byte stays.

`outline` lists what a deck contains, `entries` reads and writes facts and questions, and `cures` fixes problems found by the validator.
"""
