"""The only package that imports SQLAlchemy: tables, queries and `transaction()`.

Queries take and return plain values. Only `quizapp.services` calls them.
"""
