"""Use cases: each opens one `transaction()` and does one thing a person asked for.

Services know nothing about HTTP. They raise the errors of `errors.py` and return frozen values that templates can show.
"""
