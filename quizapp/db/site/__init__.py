"""The database as a whole, and queries of administrators and of tidying."""
