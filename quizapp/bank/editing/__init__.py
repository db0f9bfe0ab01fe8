"""The texts of a deck changed as somebody would change them by hand: only the lines that say what is new, every other byte stays.

`outline` says what there is, `entries` reads and writes facts and questions, `cures` mends a problem of the validator.
"""
