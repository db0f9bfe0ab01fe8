"""Accounts, names, passwords, sign-ins, preferences, and limits on guessing."""
