"""Who may do what, and lists of people."""
